import { CoreError, notFound } from '#core/kernel/index.ts';
import { entryDecision } from '#core/queues/index.ts';
import { withdrawOffers } from './close-offer.ts';
import { offerDirectly } from './direct-offer.ts';
import { lockAgentsOf, lockInteraction } from './locks.ts';
import { putInQueue, takeFromQueue } from './put-in-queue.ts';
import { act, saveChange } from './save-change.ts';
import { stayOf } from './stay-of.ts';
import type { Offer, RoutingStore, Wake } from './store.ts';
import { joinWakes, wakeAgents, wakeQueue } from './wake.ts';

export interface TransferInput {
  readonly interactionId: number;
  readonly byAgentId: number;
  readonly kind: 'cold' | 'warm';
  readonly to: { readonly agentId: number } | { readonly queueId: number };
}

/** To a colleague who is free, or into a queue that would take the work now. Where it cannot go, the agent is told and nothing is changed. */
export async function transfer(store: RoutingStore, { interactionId, byAgentId, kind, to }: TransferInput): Promise<{ readonly offer: Offer | null; readonly wake: Wake }> {
  if ('agentId' in to) {
    const interaction = await lockInteraction(store, interactionId);
    await lockAgentsOf(store, [interaction], [to.agentId]);
    const after = act(store, interaction, { type: 'transfer', kind, byAgentId, to });
    const offer = await offerDirectly(store, after, to.agentId);
    return { offer, wake: await saveChange(store, interaction, act(store, after, { type: 'cast', mode: 'direct', group: 1 })) };
  }
  const queue = await store.lockQueue(to.queueId);
  if (queue === null || queue.isDeleted === true) throw notFound('queue');
  const interaction = await lockInteraction(store, interactionId);
  const waiting = await store.countWaiting(queue.id);
  const readyAgents = (await store.readyAgents(queue.id, { from: 1, to: 20 }, { excluding: [], limit: Math.min(100, waiting + 1) })).length;
  if (queue.kind !== interaction.kind) throw new CoreError('conflict', `This queue takes ${queue.kind}s only.`, { key: 'queue-other-kind', values: { kind: queue.kind } });
  if (entryDecision(queue, { phase: await store.phaseOf(queue), waiting, readyAgents }).decision !== 'wait') {
    throw new CoreError('conflict', 'This queue takes nothing now: it is closed or full.', { key: 'queue-takes-nothing', reason: 'queue-takes-nothing' });
  }
  const after = act(store, interaction, { type: 'transfer', kind, byAgentId, to: { stay: stayOf(queue) } });
  const wake = await saveChange(store, interaction, after);
  await putInQueue(store, queue, after, { transferId: after.transfers.at(-1)!.id });
  return { offer: null, wake: joinWakes(wake, wakeQueue(queue.id)) };
}

/** warm: the customer goes over to the colleague. */
export async function completeTransfer(store: RoutingStore, { interactionId }: { interactionId: number }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  return saveChange(store, interaction, act(store, interaction, { type: 'transfer-complete' }));
}

/** warm: called off, the customer is with the first agent again. cold: nobody can call it off any more who is still there; the customer goes on waiting. */
export async function cancelTransfer(store: RoutingStore, { interactionId, failReason = 'agent-cancelled' }: { interactionId: number; failReason?: 'agent-cancelled' | 'expired' | 'connection-timeout' }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  const underway = interaction.transfers.findLast((one) => one.state === 'transferring' || one.state === 'connected');
  await lockAgentsOf(store, [interaction]);
  const after = act(store, interaction, { type: 'transfer-cancel', failReason });
  if (underway?.kind !== 'warm') return saveChange(store, interaction, after);
  const agents = await withdrawOffers(store, interactionId);
  await takeFromQueue(store, interactionId);
  await store.dropTimer('connect', interactionId);
  await store.dropTimer('before-work', interactionId);
  return joinWakes(await saveChange(store, interaction, after), wakeAgents(agents));
}
