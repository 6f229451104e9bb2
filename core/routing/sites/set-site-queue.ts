import { setSiteQueueId } from '#core/channels/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { getQueueRules } from '#core/queues/index.ts';
import type { Tx } from '#storage/index.ts';

/** Which queue the chats of a site go to; null: they are plain conversations. `conflict` for a queue of calls. */
export async function setSiteQueue(tx: Tx, act: Act, channelId: number, queueId: number | null): Promise<void> {
  requirePermission(act, 'channels.write');
  if (queueId !== null) {
    const queue = await getQueueRules(tx, queueId);
    if (!queue) throw notFound('queue');
    if (queue.kind !== 'chat') throw new CoreError('conflict', `This queue takes ${queue.kind}s only.`, { key: 'queue-other-kind', values: { kind: queue.kind } });
  }
  await setSiteQueueId(tx, act, channelId, queueId);
}
