import { withdrawOffers } from './close-offer.ts';
import { firstQueued } from './direct-offer.ts';
import { putOff, startWaiting } from './enter.ts';
import { takeFromQueue } from './put-in-queue.ts';
import { act, saveChange } from './save-change.ts';
import { stayOf } from './stay-of.ts';
import type { RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeAgents } from './wake.ts';

/**
 * The longest wait of the queue is over. While somebody is being asked, it is put off to the end of the offer. A warm transfer is called off; all others do what the queue
 * says: a message, voicemail, a call back, the end, or another queue, where the customer keeps the place that his waiting gave him.
 */
export async function waitedTooLong(store: RoutingStore, interactionId: number): Promise<Wake> {
  const seen = await store.getEntry(interactionId);
  const action = seen === null ? null : (await store.getQueue(seen.queueId))?.waitedTooLong ?? null;
  const target = action?.action === 'queue' ? await store.lockQueue(action.queueId) : null;
  const interaction = await store.lockInteraction(interactionId);
  const dueMs = await store.getTimer('wait-max', interactionId);
  if (dueMs === null || dueMs > store.nowMs) return noWake;
  const entry = await store.getEntry(interactionId);
  if (interaction === null || entry === null || seen === null || entry.queueId !== seen.queueId || action === null) {
    await store.dropTimer('wait-max', interactionId);
    return noWake;
  }
  const open = await store.openOffersOf(interactionId);
  if (open.length > 0) {
    await store.setTimer('wait-max', interactionId, Math.max(store.nowMs + 1, ...open.map((offer) => offer.expiresMs + 1)));
    return noWake;
  }
  const queue = (await store.getQueue(entry.queueId))!;
  if (interaction.transfers.some((one) => one.id === entry.transferId && one.kind === 'warm')) {
    await takeFromQueue(store, interactionId);
    return saveChange(store, interaction, act(store, interaction, { type: 'transfer-cancel', failReason: 'expired' }));
  }
  if (action.action === 'wait') {
    await store.dropTimer('wait-max', interactionId);
    return noWake;
  }
  if (action.action !== 'queue') return putOff(store, queue, interaction, { cause: 'waited-too-long', action: action.action });
  if (target === null || target.isDeleted === true) {
    await store.dropTimer('wait-max', interactionId);
    return noWake;
  }
  const agents = await withdrawOffers(store, interactionId);
  await takeFromQueue(store, interactionId);
  const after = act(store, interaction, { type: 'deflect', cause: 'waited-too-long', action: 'queue', stay: stayOf(target) });
  const wake = await startWaiting(store, target, interaction, after, {
    sinceMs: firstQueued(interaction), transferId: entry.transferId, preferredAgentId: entry.preferredAgentId,
  });
  return joinWakes(wake, wakeAgents(agents));
}
