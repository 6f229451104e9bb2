import { statusIds } from '#core/presence/index.ts';
import { agentAfter, type AgentChange } from './agent/agent-after.ts';
import type { Offer, OfferState, RoutingStore, Wake } from './store.ts';
import { noWake, wakeAgents } from './wake.ts';

type InVain = Extract<OfferState, 'missed' | 'bounced' | 'rejected' | 'withdrawn'>;

/**
 * An open offer ends without being taken. An exclusive one gives its units back; who misses a call is in Missed Call until he says otherwise; who did not take what he was
 * asked goes to the end of the line. The interaction is locked by the caller.
 */
export async function closeOffer(store: RoutingStore, offer: Offer, state: InVain): Promise<Wake> {
  await store.saveOffer({ ...offer, state, endedMs: Math.max(store.nowMs, offer.offeredMs) });
  await store.dropTimer('offer', offer.id);
  await store.log({ agentId: offer.agentId, activity: state, mode: offer.mode, interactionId: offer.interactionId, kind: offer.kind });
  const change = changeOf(offer, state);
  if (change === null) return wakeAgents([offer.agentId]);
  const agent = await store.lockAgent(offer.agentId);
  if (agent === null) return noWake;
  await store.saveAgent(agent, agentAfter(agent, change, store.nowMs));
  return wakeAgents([offer.agentId]);
}

/** Null: nothing changes for the agent himself. An agent holds one offer at a time, so when it ends no units are offered any more. */
function changeOf(offer: Offer, state: InVain): AgentChange | null {
  const isLast = state !== 'withdrawn';
  if (!offer.isExclusive) return null;
  return { offeredWeight: 0, isLast, ...(state === 'missed' && offer.kind === 'call' && { chosenStatusId: statusIds.missedCall }) };
}

/** Takes back what is held out of an interaction, but for one offer. */
export async function withdrawOffers(store: RoutingStore, interactionId: number, exceptId: number | null = null): Promise<number[]> {
  const open = (await store.openOffersOf(interactionId)).filter((offer) => offer.id !== exceptId).toSorted((a, b) => a.agentId - b.agentId);
  for (const offer of open) await closeOffer(store, offer, 'withdrawn');
  return open.map((offer) => offer.agentId);
}
