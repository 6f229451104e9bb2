import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { recomputeMembers } from './recompute-members.ts';

/**
 * Recomputes these queues and tells `queue.changed` of those whose people changed, with who is new: routing then asks whether they are ready.
 * `isChanged`: something else of the queues changed too, so it is told of all.
 */
export async function followMembers(tx: Tx, act: Act, queueIds: readonly number[], { isChanged = false }: { isChanged?: boolean } = {}): Promise<void> {
  const changes = await recomputeMembers(tx, queueIds);
  const told = isChanged ? queueIds : changes.map(({ queueId }) => queueId);
  await appendEvents(tx, act, [...new Set(told)].map((queueId) => {
    const agentIds = changes.filter((one) => one.queueId === queueId && one.change === 'added').map(({ agentId }) => agentId);
    return { type: 'queue.changed' as const, data: { queueId, ...(agentIds.length > 0 ? { agentIds } : {}) } };
  }));
}
