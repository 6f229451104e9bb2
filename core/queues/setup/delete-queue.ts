import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockSetup } from '../lock-setup.ts';
import { lockQueueRules } from './queue-rules.ts';
import { refuseTargets } from './refuse-targets.ts';

/** Takes a queue out. Its row stays, what waits in it is still given out, nothing new gets in. `conflict` where another queue sends work to it. */
export async function deleteQueue(tx: Tx, act: Act, queueId: number): Promise<void> {
  requirePermission(act, 'queues.write');
  await lockSetup(tx);
  const before = await lockQueueRules(tx, queueId);
  if (!before || before.isDeleted) throw notFound('queue');
  await refuseTargets(tx, [queueId]);
  await tx.run(sql`UPDATE queues SET deleted_at = ${act.now}, version = version + 1 WHERE account_id = ${tx.accountId} AND id = ${queueId}`);
  await appendEvents(tx, act, [{ type: 'queue.changed', data: { queueId } }]);
  await writeAudit(tx, act, { action: 'queue.deleted', targetKind: 'queue', targetId: queueId });
}
