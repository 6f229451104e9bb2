import type { Interaction } from '#core/interactions/index.ts';
import type { QueueRules } from '#core/queues/index.ts';
import type { QueueEntry, RoutingStore } from './store.ts';

export interface QueuePlace {
  readonly priority?: number | undefined;
  /** Since when it counts as waiting: work that comes back keeps its place by this. Default: now. */
  readonly sinceMs?: number;
  readonly preferredAgentId?: number | null | undefined;
  readonly transferId?: number | null;
}

/** Puts it in the line and starts the clock of the longest wait. The interaction is locked, and is or will be saved as waiting, by the caller. */
export async function putInQueue(store: RoutingStore, queue: QueueRules, interaction: Interaction, place: QueuePlace = {}): Promise<QueueEntry> {
  const priority = place.priority ?? queue.priority;
  const entry: QueueEntry = {
    interactionId: interaction.id, queueId: queue.id, priority, ...rankOf(queue, priority, place.sinceMs ?? store.nowMs), enteredMs: store.nowMs,
    preferredAgentId: place.preferredAgentId ?? null, transferId: place.transferId ?? null, groupsOpen: 1, attempts: 0, isOffered: false,
  };
  await store.putEntry(entry);
  if (queue.waitSecondsMax !== null) await store.setTimer('wait-max', interaction.id, store.nowMs + queue.waitSecondsMax * 1000);
  return entry;
}

/** Where the queue ages, a step of priority is a head start, so the order never has to be computed anew. */
export function rankOf(queue: Pick<QueueRules, 'agingSeconds'>, priority: number, sinceMs: number): { rankPriority: number; rankAtMs: number } {
  return queue.agingSeconds === null ? { rankPriority: priority, rankAtMs: sinceMs } : { rankPriority: 0, rankAtMs: sinceMs - priority * queue.agingSeconds * 1000 };
}

/** Out of the line: its offers are taken back by the caller (`withdrawOffers`). */
export async function takeFromQueue(store: RoutingStore, interactionId: number): Promise<void> {
  await store.removeEntry(interactionId);
  await store.dropTimer('wait-max', interactionId);
  await store.dropTimer('cascade', interactionId);
}
