import { CoreError } from '#core/kernel/index.ts';
import { agentAfter } from './agent/agent-after.ts';
import { canTake, weightOf } from './agent/can-take.ts';
import { withdrawOffers } from './close-offer.ts';
import { lockAgentsOf, lockInteraction } from './locks.ts';
import { act, saveChange } from './save-change.ts';
import type { Offer, RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeAgents, wakeQueue } from './wake.ts';

export interface HandOverInput { readonly interactionId: number; readonly toAgentId: number; /** Why, in words; shown to whom it is held out. */ readonly note: string }

/**
 * Whoever supervises gives what waits to a person: it is held out to him alone, before everything that waits longer. It keeps its place in the line meanwhile: where he does not take it, it goes on
 * as it was. Whoever is being asked for it is asked no longer. He must be free: ready for its kind, with nothing else held out to him. Is it held out to him alone already, nothing changes.
 */
export async function handOver(store: RoutingStore, { interactionId, toAgentId, note }: HandOverInput): Promise<{ readonly offer: Offer; readonly wake: Wake }> {
  const interaction = await lockInteraction(store, interactionId);
  const entry = await store.getEntry(interactionId);
  const queue = entry === null ? null : await store.getQueue(entry.queueId);
  if (entry === null || queue === null) throw new CoreError('conflict', `This ${interaction.kind} waits in no queue.`, { key: 'waits-in-no-queue', reason: 'waits-in-no-queue' });
  await lockAgentsOf(store, [interaction], [toAgentId]);
  const present = (await store.openOffersOf(interactionId)).find((offer) => offer.agentId === toAgentId && offer.isExclusive);
  if (present) return { offer: present, wake: noWake };
  const asked = await withdrawOffers(store, interactionId);
  const agent = await store.lockAgent(toAgentId);
  if (agent === null || !canTake(agent, interaction.kind) || (await store.openOffersFor(toAgentId)).length > 0) {
    throw new CoreError('conflict', 'This agent is not free for it now.', { key: 'agent-not-free', reason: 'agent-not-free' });
  }
  const weight = weightOf(agent, interaction.kind);
  const offer: Offer = {
    id: store.newId(), interactionId, kind: interaction.kind, queueId: queue.id, agentId: toAgentId, mode: 'direct', isExclusive: true, groupNumber: 1, weight, state: 'open',
    offeredMs: store.nowMs, expiresMs: store.nowMs + queue.offerSeconds * 1000, endedMs: null,
    reason: { rule: 'asked-for', level: null, idleSinceMs: agent.idleSinceMs, waitedSeconds: Math.max(0, Math.floor((store.nowMs - entry.enteredMs) / 1000)), readyAgents: 1, note },
  };
  await store.saveOffer(offer);
  await store.setTimer('offer', offer.id, offer.expiresMs);
  await store.putEntry({ ...entry, isOffered: true });
  await store.log({ agentId: toAgentId, activity: 'offered', mode: 'direct', interactionId, kind: interaction.kind });
  await store.saveAgent(agent, agentAfter(agent, { offeredWeight: weight }, store.nowMs));
  const wake = await saveChange(store, interaction, act(store, interaction, { type: 'cast', mode: 'direct', group: 1 }));
  // It stands in nobody's way any more: a cascade may ask further groups for those behind it.
  return { offer, wake: joinWakes(wake, wakeQueue(queue.id), wakeAgents(asked.filter((agentId) => agentId !== toAgentId))) };
}
