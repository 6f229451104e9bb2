import { firstQueued } from './direct-offer.ts';
import { endInteraction } from './end-interaction.ts';
import { startWaiting } from './enter.ts';
import { act } from './save-change.ts';
import { stayOf } from './stay-of.ts';
import type { RoutingStore, Wake } from './store.ts';
import { noWake } from './wake.ts';

/** A call that was put off is due: it waits in its queue, by the time since it first wanted to. Outside hours it is looked at again after `closedAgainSeconds` of the queue. Where there is no queue (any more), it has expired. */
export async function scheduledDue(store: RoutingStore, interactionId: number): Promise<Wake> {
  const queueId = await store.queueOf(interactionId);
  const queue = queueId === null ? null : await store.lockQueue(queueId);
  const interaction = await store.lockInteraction(interactionId);
  const dueMs = await store.getTimer('scheduled', interactionId);
  if (dueMs === null || dueMs > store.nowMs) return noWake;
  if (interaction === null || interaction.state !== 'scheduled') {
    await store.dropTimer('scheduled', interactionId);
    return noWake;
  }
  if (queue === null || queue.isDeleted === true) return (await endInteraction(store, { interactionId, by: 'system', failReason: 'expired' })).wake;
  if (await store.phaseOf(queue) === 'closed') {
    await store.setTimer('scheduled', interactionId, store.nowMs + queue.closedAgainSeconds * 1000);
    return noWake;
  }
  await store.dropTimer('scheduled', interactionId);
  const isAsap = interaction.detail.deflectionAction === 'callback';
  return startWaiting(store, queue, interaction, act(store, interaction, { type: 'due', stay: stayOf(queue) }), { ...(isAsap && { sinceMs: firstQueued(interaction) }) });
}

/** A call at a time that somebody named: until then it only stands in the books. */
export async function scheduleCall(store: RoutingStore, { interactionId, atMs }: { interactionId: number; atMs: number }): Promise<void> {
  await store.setTimer('scheduled', interactionId, atMs);
}
