import type { Interaction } from '#core/interactions/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { agentAfter } from './agent/agent-after.ts';
import { canTake, weightOf } from './agent/can-take.ts';
import { startWaiting } from './enter.ts';
import { act, saveChange } from './save-change.ts';
import { stayOf } from './stay-of.ts';
import type { Offer, RoutingStore, Wake } from './store.ts';

const directSeconds = 30;

/** Holds work out to one person who was asked for. He must be free: ready for its kind, with no other offer before him. The interaction is locked. */
export async function offerDirectly(store: RoutingStore, interaction: Interaction, agentId: number): Promise<Offer> {
  const agent = await store.lockAgent(agentId);
  if (agent === null || !canTake(agent, interaction.kind) || (await store.openOffersFor(agentId)).length > 0) {
    throw new CoreError('conflict', 'This agent is not free for it now.', { key: 'agent-not-free', reason: 'agent-not-free' });
  }
  const weight = weightOf(agent, interaction.kind);
  const offer: Offer = {
    id: store.newId(), interactionId: interaction.id, kind: interaction.kind, queueId: null, agentId, mode: 'direct', isExclusive: true, groupNumber: 1, weight, state: 'open',
    offeredMs: store.nowMs, expiresMs: store.nowMs + directSeconds * 1000, endedMs: null,
    reason: { rule: 'asked-for', level: null, idleSinceMs: agent.idleSinceMs, waitedSeconds: 0, readyAgents: 1 },
  };
  await store.saveOffer(offer);
  await store.setTimer('offer', offer.id, offer.expiresMs);
  await store.log({ agentId, activity: 'offered', mode: 'direct', interactionId: interaction.id, kind: interaction.kind });
  await store.saveAgent(agent, agentAfter(agent, { offeredWeight: weight }, store.nowMs));
  return offer;
}

/**
 * Who was asked for did not take it. warm: the customer is with the first agent again. cold: he waits in the queue that he came from, at the place that he had; where there was
 * none, the call is over.
 */
export async function directOfferFailed(store: RoutingStore, offer: Offer): Promise<Wake> {
  const interaction = await store.lockInteraction(offer.interactionId);
  const underway = interaction?.transfers.findLast((transfer) => transfer.state === 'transferring');
  if (!interaction || underway === undefined) return { queues: [], agents: [] };
  if (underway.kind === 'warm') return saveChange(store, interaction, act(store, interaction, { type: 'transfer-cancel', failReason: 'agent-ignored' }));
  const queue = underway.fromQueueId === null ? null : await store.getQueue(underway.fromQueueId);
  if (queue === null) return saveChange(store, interaction, act(store, interaction, { type: 'end', by: 'system', failReason: 'agent-ignored', wrapUp: false }));
  const after = act(store, interaction, { type: 'enqueue', stay: stayOf(queue) });
  return startWaiting(store, queue, interaction, after, { sinceMs: firstQueued(interaction), transferId: underway.id });
}

/** By this, work that comes back has the place that it had. */
export function firstQueued(interaction: Interaction): number {
  return interaction.queuedMs ?? interaction.createdMs;
}
