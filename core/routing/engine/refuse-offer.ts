import { notFound } from '#core/kernel/index.ts';
import { closeOffer } from './close-offer.ts';
import { directOfferFailed } from './direct-offer.ts';
import type { Offer, RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeQueue } from './wake.ts';

export interface Refused { readonly outcome: 'refused' | 'over'; readonly wake: Wake }

/** The agent says no, or his device cannot (bounced). Others are asked; he again only when the time of this offer is over. An offer that is over already changes nothing. */
export async function refuseOffer(store: RoutingStore, { offerId, agentId, as }: { offerId: number; agentId: number; as: 'rejected' | 'bounced' }): Promise<Refused> {
  const seen = await store.getOffer(offerId);
  if (seen === null || seen.agentId !== agentId) throw notFound('offer');
  await store.lockInteraction(seen.interactionId);
  const offer = await store.getOffer(offerId);
  if (offer === null || offer.state !== 'open') return { outcome: 'over', wake: noWake };
  return { outcome: 'refused', wake: await endInVain(store, offer, as) };
}

/** The offer's time is over and nobody took it. */
export async function expireOffer(store: RoutingStore, offerId: number): Promise<Wake> {
  const seen = await store.getOffer(offerId);
  if (seen !== null) await store.lockInteraction(seen.interactionId);
  const offer = await store.getOffer(offerId);
  if (offer === null || offer.state !== 'open') {
    await store.dropTimer('offer', offerId);
    return noWake;
  }
  return offer.expiresMs > store.nowMs ? noWake : endInVain(store, offer, 'missed');
}

/** An open offer ends in vain: the work is free to be held out again, or, where it was transferred to one person, goes back. The interaction is locked. */
export async function endInVain(store: RoutingStore, offer: Offer, state: 'missed' | 'rejected' | 'bounced'): Promise<Wake> {
  const wake = await closeOffer(store, offer, state);
  if (offer.mode === 'direct' && offer.queueId === null) return joinWakes(wake, await directOfferFailed(store, offer.interactionId));
  const entry = await store.getEntry(offer.interactionId);
  if (entry === null) return wake;
  const isStillAsked = !offer.isExclusive && (await store.openOffersOf(offer.interactionId)).length > 0;
  if (!isStillAsked) await store.putEntry({ ...entry, isOffered: false, attempts: entry.attempts + 1 });
  if (state !== 'missed') await lookAgainAt(store, offer.interactionId, offer.expiresMs);
  return joinWakes(wake, wakeQueue(entry.queueId));
}

/** Whoever said no may be asked again then. The timer is shared with the groups of a cascade: the nearer instant counts, and looking sets the next. */
async function lookAgainAt(store: RoutingStore, interactionId: number, dueMs: number): Promise<void> {
  const known = await store.getTimer('cascade', interactionId);
  if (known === null || dueMs < known) await store.setTimer('cascade', interactionId, dueMs);
}
