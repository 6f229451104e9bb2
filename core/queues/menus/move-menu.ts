import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { checkChoice, checkPlace } from './check-menu.ts';
import { Forest } from './forest.ts';
import { queuesOfMenus } from './menu-queues.ts';
import { writeOrder, writePaths } from './write-paths.ts';

/**
 * Puts a node, with all below it, among the nodes of a parent (null: the roots of its kind) at `position` (from 0; beyond the last: at the end). Not named: stays
 * below its parent, or goes to the end. A node never comes to stand below itself. `conflict` where the key that chooses it is taken there.
 */
export async function moveMenu(tx: Tx, act: Act, menuId: number, to: { readonly parentId?: number | null; readonly position?: number }): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const forest = await Forest.load(tx);
  const menu = forest.get(menuId);
  const parentId = to.parentId === undefined ? menu.parentId : to.parentId;
  if (parentId !== null && forest.branch(menu).some(({ id }) => id === parentId)) throw new CoreError('conflict', 'A menu cannot stand below itself.', { key: 'menu-below-itself' });
  const isElsewhere = parentId !== menu.parentId;
  if (isElsewhere) {
    await checkPlace(forest, { parentId, kind: menu.kind, height: forest.height(menu) }, async (parent) => (await queuesOfMenus(tx, [parent.id])).length > 0);
    checkChoice(forest, { id: menuId, parentId, kind: menu.kind }, menu.choice);
    await tx.run(sql`UPDATE menus SET parent_id = ${parentId} WHERE account_id = ${tx.accountId} AND id = ${menuId}`);
    await writeOrder(tx, forest.childrenOf(menu.parentId, menu.kind).map(({ id }) => id).filter((id) => id !== menuId));
  }
  const others = forest.childrenOf(parentId, menu.kind).map(({ id }) => id).filter((id) => id !== menuId);
  await writeOrder(tx, others.toSpliced(to.position ?? others.length, 0, menuId));
  if (isElsewhere) await writePaths(tx);
  await appendEvents(tx, act, [{ type: 'menu.changed', data: { menuId } }]);
  await writeAudit(tx, act, { action: 'menu.moved', targetKind: 'menu', targetId: menuId, detail: { parentId } });
}
