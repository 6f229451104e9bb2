import { isEnded } from '#core/interactions/index.ts';
import { CoreError, notFound } from '#core/kernel/index.ts';
import { withdrawOffers } from './close-offer.ts';
import { takeFromQueue } from './put-in-queue.ts';
import { act, saveChange } from './save-change.ts';
import { startsConnecting } from './start-connecting.ts';
import type { OfferState, RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeAgents } from './wake.ts';

export interface PickedUp {
  /** late: somebody else has it, or the offer is over; only the attempt was written down. Commit, then refuse with `latePickUp`. */
  readonly outcome: 'picked-up' | 'late';
  readonly interactionId: number;
  readonly state: OfferState;
  readonly wake: Wake;
}

/**
 * An agent takes what he was offered; of those who were asked together, the first. What is still open may be taken, however late: the state decides, not the clock. Said twice
 * by the same agent, it is the same pick-up.
 */
export async function pickUp(store: RoutingStore, { offerId, agentId, answerMode = 'manual' }: { offerId: number; agentId: number; answerMode?: 'manual' | 'auto' }): Promise<PickedUp> {
  const seen = await store.getOffer(offerId);
  if (seen === null || seen.agentId !== agentId) throw notFound('offer');
  const { interactionId } = seen;
  const interaction = await store.lockInteraction(interactionId);
  const offer = (await store.getOffer(offerId)) ?? seen;
  if (offer.state === 'picked-up') return { outcome: 'picked-up', interactionId, state: offer.state, wake: noWake };
  const moment = { agentId, mode: offer.mode, interactionId, kind: offer.kind };
  await store.log({ ...moment, activity: 'attempted' });
  if (offer.state !== 'open' || interaction === null || isEnded(interaction)) return { outcome: 'late', interactionId, state: offer.state, wake: noWake };
  const others = await withdrawOffers(store, interactionId, offerId);
  await takeFromQueue(store, interactionId);
  await store.saveOffer({ ...offer, state: 'picked-up', endedMs: Math.max(store.nowMs, offer.offeredMs) });
  await store.dropTimer('offer', offerId);
  await store.log({ ...moment, activity: 'picked-up' });
  const beforeWorkSeconds = offer.queueId === null ? 0 : (await store.getQueue(offer.queueId))?.beforeWorkSeconds ?? 0;
  const assigned = act(store, interaction, { type: 'assign', agentId, answerMode, beforeWorkSeconds });
  const wake = await saveChange(store, interaction, await startsConnecting(store, assigned, beforeWorkSeconds));
  return { outcome: 'picked-up', interactionId, state: 'picked-up', wake: joinWakes(wake, wakeAgents(others)) };
}

export function latePickUp(kind: 'call' | 'chat' | null = null): CoreError {
  return new CoreError('conflict', `Somebody else has this ${kind ?? 'work'}, or it is over.`, { key: 'offer-gone', reason: 'offer-gone' });
}
