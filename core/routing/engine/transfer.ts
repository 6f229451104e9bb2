import { CoreError, notFound } from '#core/kernel/index.ts';
import { entryDecision } from '#core/queues/index.ts';
import { startAwaiting } from './await-agent.ts';
import { withdrawOffers } from './close-offer.ts';
import { agentNotFree, backToQueue, isFreeFor, offerDirectly } from './direct-offer.ts';
import { howFull } from './enter.ts';
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

/**
 * To a colleague who is free, or into a queue that would take the work now. Where the queue that it came by says so (`transferWaitSeconds`), it waits for a colleague who is there but
 * not free. Where it cannot go, the agent is told and nothing is changed. `offer`: null where it waits.
 */
export async function transfer(store: RoutingStore, { interactionId, byAgentId, kind, to }: TransferInput): Promise<{ readonly offer: Offer | null; readonly wake: Wake }> {
  if ('agentId' in to) {
    const interaction = await lockInteraction(store, interactionId);
    await lockAgentsOf(store, [interaction], [to.agentId]);
    const after = act(store, interaction, { type: 'transfer', kind, byAgentId, to });
    const waitSeconds = (interaction.queueId === null ? null : await store.getQueue(interaction.queueId))?.transferWaitSeconds ?? 0;
    if (waitSeconds > 0 && !await isFreeFor(store, to.agentId, interaction.kind)) {
      if ((await store.lockAgent(to.agentId))?.isOnline !== true) throw agentNotFree();
      await startAwaiting(store, interactionId, store.nowMs + waitSeconds * 1000);
      return { offer: null, wake: await saveChange(store, interaction, after) };
    }
    const offer = await offerDirectly(store, after, to.agentId);
    return { offer, wake: await saveChange(store, interaction, act(store, after, { type: 'cast', mode: 'direct', group: 1 })) };
  }
  const queue = await store.lockQueue(to.queueId);
  if (queue === null || queue.isDeleted === true) throw notFound('queue');
  const interaction = await lockInteraction(store, interactionId);
  if (queue.kind !== interaction.kind) throw new CoreError('conflict', `This queue takes ${queue.kind}s only.`, { key: 'queue-other-kind', values: { kind: queue.kind } });
  if (entryDecision(queue, { phase: await store.phaseOf(queue), ...await howFull(store, queue) }).decision !== 'wait') {
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

/** warm: called off, the customer is with the first agent again. cold: only a supervisor is still there to call it off; the customer goes on waiting, and who waits for one person waits in the queue that he came from. */
export async function cancelTransfer(store: RoutingStore, { interactionId, failReason = 'agent-cancelled' }: { interactionId: number; failReason?: 'agent-cancelled' | 'expired' | 'connection-timeout' }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  const underway = interaction.transfers.findLast((one) => one.state === 'transferring' || one.state === 'connected');
  await lockAgentsOf(store, [interaction]);
  const after = act(store, interaction, { type: 'transfer-cancel', failReason });
  await store.dropTimer('direct-wait', interactionId);
  if (underway?.kind !== 'warm') {
    if (underway === undefined || after === interaction || await store.getEntry(interactionId) !== null) return saveChange(store, interaction, after);
    const asked = await withdrawOffers(store, interactionId);
    return joinWakes(await backToQueue(store, interaction, after, { queueId: underway.fromQueueId, transferId: null }), wakeAgents(asked));
  }
  const agents = await withdrawOffers(store, interactionId);
  await takeFromQueue(store, interactionId);
  await store.dropTimer('connect', interactionId);
  await store.dropTimer('before-work', interactionId);
  return joinWakes(await saveChange(store, interaction, after), wakeAgents(agents));
}
