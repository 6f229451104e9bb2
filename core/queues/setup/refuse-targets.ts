import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { QueueAction } from '../queue.ts';

/** Refuses that these queues go while a queue that stays sends work to one of them. */
export async function refuseTargets(tx: Tx, queueIds: readonly number[]): Promise<void> {
  if (queueIds.length === 0) return;
  const staying = await tx.rows(sql<{ name: string; actions: QueueAction[] }>`
    SELECT name, jsonb_build_array(after_hours, over_capacity, waited_too_long) AS actions FROM queues
    WHERE account_id = ${tx.accountId} AND deleted_at IS NULL AND id <> ALL(${[...queueIds]}::bigint[]) ORDER BY id`);
  const sender = staying.find(({ actions }) => actions.some((action) => action.action === 'queue' && queueIds.includes(action.queueId)));
  if (sender) throw new CoreError('conflict', `The queue "${sender.name}" sends work there: change that first.`, { key: 'queue-is-target', values: { name: sender.name } });
}
