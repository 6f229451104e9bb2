import { writeAudit } from '#core/audit/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { followMembers } from '../members/follow-members.ts';
import { checkActions } from './check-actions.ts';
import { lockQueueRules } from './queue-rules.ts';

/** Brings a queue back, in its place where that is still free; else without a menu and group. One that is there: nothing happens. */
export async function restoreQueue(tx: Tx, act: Act, queueId: number): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const queue = await lockQueueRules(tx, queueId);
  if (!queue) throw notFound('queue');
  if (!queue.isDeleted) return;
  const { isFree } = await tx.one(sql<{ isFree: boolean }>`
    SELECT EXISTS (SELECT FROM menu_paths p JOIN menus n ON n.account_id = p.account_id AND n.id = p.menu_id AND n.deleted_at IS NULL
        WHERE p.account_id = ${tx.accountId} AND p.id = ${queue.menuPathId}::bigint AND NOT EXISTS (SELECT FROM menus c WHERE c.account_id = n.account_id AND c.parent_id = n.id AND c.deleted_at IS NULL))
      AND NOT EXISTS (SELECT FROM queues q WHERE q.account_id = ${tx.accountId} AND q.menu_path_id = ${queue.menuPathId}::bigint AND q.lang = ${queue.lang} AND q.kind = ${queue.kind} AND q.deleted_at IS NULL) AS "isFree"`);
  await tx.run(sql`
    UPDATE queues SET deleted_at = NULL, version = version + 1, menu_path_id = ${isFree ? queue.menuPathId : null},
      queue_group_id = (SELECT g.id FROM queue_groups g WHERE g.account_id = queues.account_id AND g.id = queues.queue_group_id AND g.deleted_at IS NULL)
    WHERE account_id = ${tx.accountId} AND id = ${queueId}`);
  await checkActions(tx, [queueId]).catch(saySo);
  await followMembers(tx, act, [queueId], { isChanged: true });
  await writeAudit(tx, act, { action: 'queue.restored', targetKind: 'queue', targetId: queueId, detail: { inPlace: isFree } });
}

function saySo(error: unknown): never {
  if (error instanceof CoreError && error.code === 'invalid') throw new CoreError('conflict', 'It sends work to a queue that is gone: bring that back first.', { key: 'queue-target-gone' });
  throw error;
}
