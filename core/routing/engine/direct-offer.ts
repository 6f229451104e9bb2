import type { Interaction } from '#core/interactions/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { agentAfter } from './agent/agent-after.ts';
import { canTake, weightOf } from './agent/can-take.ts';
import { startWaiting } from './enter.ts';
import { act, saveChange } from './save-change.ts';
import { stayOf } from './stay-of.ts';
import type { Offer, RoutingStore, Wake } from './store.ts';

/** Where the work came by no queue that says otherwise. */
const directSecondsUsual = 30;

/** Ready for its kind, with no other offer before him. Locks him. */
export async function isFreeFor(store: RoutingStore, agentId: number, kind: Interaction['kind']): Promise<boolean> {
  const agent = await store.lockAgent(agentId);
  return agent !== null && canTake(agent, kind) && (await store.openOffersFor(agentId)).length === 0;
}

/** Holds work out to one person who was asked for. He must be free: ready for its kind, with no other offer before him. The interaction is locked. */
export async function offerDirectly(store: RoutingStore, interaction: Interaction, agentId: number): Promise<Offer> {
  const agent = await store.lockAgent(agentId);
  if (agent === null || !canTake(agent, interaction.kind) || (await store.openOffersFor(agentId)).length > 0) throw agentNotFree();
  const weight = weightOf(agent, interaction.kind);
  const { directSeconds = directSecondsUsual } = (interaction.queueId === null ? null : await store.getQueue(interaction.queueId)) ?? {};
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

export function agentNotFree(): CoreError {
  return new CoreError('conflict', 'This agent is not free for it now.', { key: 'agent-not-free', reason: 'agent-not-free' });
}

/** Who was asked for did not take it, or was not free in the time that there was. warm: the customer is with the first agent again. cold: `backToQueue`. */
export async function directOfferFailed(store: RoutingStore, interactionId: number): Promise<Wake> {
  const interaction = await store.lockInteraction(interactionId);
  const underway = interaction?.transfers.findLast((transfer) => transfer.state === 'transferring');
  if (!interaction || underway === undefined) return { queues: [], agents: [] };
  if (underway.kind === 'warm') return saveChange(store, interaction, act(store, interaction, { type: 'transfer-cancel', failReason: 'agent-ignored' }));
  return backToQueue(store, interaction, interaction, { queueId: underway.fromQueueId, transferId: underway.id });
}

/** The customer waits in the queue that he came from, at the place that he had; where there was none, it is over. */
export async function backToQueue(store: RoutingStore, before: Interaction, now: Interaction, { queueId, transferId }: { queueId: number | null; transferId: number | null }): Promise<Wake> {
  const queue = queueId === null ? null : await store.getQueue(queueId);
  if (queue === null) return saveChange(store, before, act(store, now, { type: 'end', by: 'system', failReason: 'agent-ignored', wrapUp: false }));
  return startWaiting(store, queue, before, act(store, now, { type: 'enqueue', stay: stayOf(queue) }), { sinceMs: firstQueued(before), transferId });
}

/** By this, work that comes back has the place that it had. */
export function firstQueued(interaction: Interaction): number {
  return interaction.queuedMs ?? interaction.createdMs;
}
