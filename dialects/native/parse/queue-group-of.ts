import { notFound, type Act } from '#core/kernel/index.ts';
import { findQueueGroups, type QueueGroup } from '#core/queues/index.ts';
import type { Tx } from '#http/index.ts';

/** The group that the caller has just written. */
export async function queueGroupOf(tx: Tx, act: Act, groupId: number): Promise<QueueGroup> {
  const group = (await findQueueGroups(tx, act)).find(({ id }) => id === groupId);
  if (!group) throw notFound('queue group');
  return group;
}
