import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { refuseTargets } from '../setup/refuse-targets.ts';
import { Forest } from './forest.ts';
import { queuesOfMenus } from './menu-queues.ts';
import { writeOrder, writePaths } from './write-paths.ts';

/**
 * Takes a node out, with all below it and the queues that they lead to. Rows stay, because reports of past years name them: what waits in a queue is
 * still given out, nothing new gets in. `conflict` where a queue that stays sends work to one of these.
 */
export async function deleteMenu(tx: Tx, act: Act, menuId: number): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const forest = await Forest.load(tx);
  const menu = forest.get(menuId);
  const menuIds = forest.branch(menu).map(({ id }) => id);
  const queueIds = (await queuesOfMenus(tx, menuIds)).map(({ id }) => id);
  await refuseTargets(tx, queueIds);
  // One instant for all: it says what belongs together when the node comes back.
  await tx.run(sql`UPDATE menus SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ANY(${menuIds}::bigint[])`);
  await tx.run(sql`UPDATE queues SET deleted_at = ${act.now}, version = version + 1 WHERE account_id = ${tx.accountId} AND id = ANY(${queueIds}::bigint[])`);
  await writeOrder(tx, forest.childrenOf(menu.parentId, menu.kind).map(({ id }) => id).filter((id) => id !== menuId));
  await writePaths(tx);
  await appendEvents(tx, act, [
    ...menuIds.map((id) => ({ type: 'menu.changed' as const, data: { menuId: id } })), ...queueIds.map((queueId) => ({ type: 'queue.changed' as const, data: { queueId } })),
  ]);
  await writeAudit(tx, act, { action: 'menu.deleted', targetKind: 'menu', targetId: menuId, detail: { menus: menuIds.length, queues: queueIds.length } });
}
