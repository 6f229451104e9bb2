import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkActions } from '../setup/check-actions.ts';
import { followMembers } from '../members/follow-members.ts';
import { lockSetup } from '../lock-setup.ts';
import { checkChoice, checkPlace } from './check-menu.ts';
import { Forest } from './forest.ts';
import type { Menu } from './menu.ts';
import { queuesOfMenus } from './menu-queues.ts';
import { writeOrder, writePaths } from './write-paths.ts';

/**
 * Brings a node back to the end of its place, with what was deleted together with it. `conflict` where its parent is deleted, its key was given away, or
 * a queue that comes back sends work to one that is gone. A node that is there: nothing happens.
 */
export async function restoreMenu(tx: Tx, act: Act, menuId: number): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const forest = await Forest.load(tx);
  const menu = forest.get(menuId, { withDeleted: true });
  if (menu.deletedAt === null) return;
  const parent = menu.parentId === null ? null : forest.get(menu.parentId, { withDeleted: true });
  if (parent?.deletedAt) throw new CoreError('conflict', `"${parent.name}" above it is deleted: bring that back first.`, { key: 'menu-above-deleted', values: { name: parent.name } });
  const branch = deletedWith(forest, menu);
  await checkPlace(forest, { parentId: menu.parentId, kind: menu.kind, height: heightOf(branch, menu) }, async ({ id }) => (await queuesOfMenus(tx, [id])).length > 0);
  checkChoice(forest, menu, menu.choice);
  const menuIds = branch.map(({ id }) => id);
  await tx.run(sql`UPDATE menus SET deleted_at = NULL WHERE account_id = ${tx.accountId} AND id = ANY(${menuIds}::bigint[])`);
  const queues = await tx.rows(sql<{ id: number }>`
    UPDATE queues SET deleted_at = NULL, version = version + 1
    WHERE account_id = ${tx.accountId} AND deleted_at = ${menu.deletedAt}::timestamptz
      AND menu_path_id IN (SELECT id FROM menu_paths WHERE account_id = ${tx.accountId} AND menu_id = ANY(${menuIds}::bigint[])) RETURNING id`);
  const queueIds = queues.map(({ id }) => id);
  await checkActions(tx, queueIds);
  await writeOrder(tx, [...forest.childrenOf(menu.parentId, menu.kind).map(({ id }) => id), menuId]);
  await writePaths(tx);
  await appendEvents(tx, act, menuIds.map((id) => ({ type: 'menu.changed' as const, data: { menuId: id } })));
  await followMembers(tx, act, queueIds, { isChanged: true });
  await writeAudit(tx, act, { action: 'menu.restored', targetKind: 'menu', targetId: menuId, detail: { menus: menuIds.length, queues: queueIds.length } });
}

/** The node and those below it that went at the same instant. */
function deletedWith(forest: Forest, menu: Menu): Menu[] {
  const below = forest.all().filter(({ parentId, deletedAt }) => parentId === menu.id && deletedAt === menu.deletedAt);
  return [menu, ...below.flatMap((child) => deletedWith(forest, child))];
}

function heightOf(branch: readonly Menu[], menu: Menu): number {
  return 1 + Math.max(0, ...branch.filter(({ parentId }) => parentId === menu.id).map((child) => heightOf(branch, child)));
}
