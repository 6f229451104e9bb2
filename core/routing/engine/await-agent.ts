import type { Interaction, Transfer } from '#core/interactions/index.ts';
import { directOfferFailed, isFreeFor, offerDirectly } from './direct-offer.ts';
import { lockAgentsOf } from './locks.ts';
import { act, saveChange } from './save-change.ts';
import type { RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeAgents } from './wake.ts';

const lookEveryMs = 5_000;

/** A transfer waits for a colleague who is not free, until the time of the queue is over. Whoever frees him asks him (`offerAwaited`); the looks in between are for what a dead process left. */
export async function startAwaiting(store: RoutingStore, interactionId: number, untilMs: number): Promise<void> {
  await store.setTimer('direct-wait', interactionId, Math.min(untilMs, store.nowMs + lookEveryMs));
}

/**
 * An agent may have become free: of the transfers that wait for him the one that began first is held out to him. Before his queues, or he would never be had on a busy day.
 * @returns whether it was
 */
export async function offerAwaited(store: RoutingStore, agentId: number): Promise<boolean> {
  const [interactionId] = await store.awaiting(agentId);
  if (interactionId === undefined) return false;
  const interaction = await store.lockInteraction(interactionId);
  if (interaction === null || awaitedTransfer(interaction)?.toAgentId !== agentId || await store.getTimer('direct-wait', interactionId) === null) return false;
  if (!await isFreeFor(store, agentId, interaction.kind)) return false;
  await holdOut(store, interaction, agentId);
  return true;
}

/** Time to look: he is asked where he is free; it waits on; or the time is over and it goes back to where it came from. */
export async function lookForAwaited(store: RoutingStore, interactionId: number): Promise<Wake> {
  const interaction = await store.lockInteraction(interactionId);
  const dueMs = await store.getTimer('direct-wait', interactionId);
  if (dueMs === null || dueMs > store.nowMs) return noWake;
  const underway = interaction === null ? undefined : awaitedTransfer(interaction);
  if (interaction === null || underway === undefined) {
    await store.dropTimer('direct-wait', interactionId);
    return noWake;
  }
  const agentId = underway.toAgentId!;
  await lockAgentsOf(store, [interaction], [agentId]);
  if (await isFreeFor(store, agentId, interaction.kind)) {
    await holdOut(store, interaction, agentId);
    return wakeAgents([agentId]);
  }
  const queue = underway.fromQueueId === null ? null : await store.getQueue(underway.fromQueueId);
  const untilMs = underway.createdMs + (queue?.transferWaitSeconds ?? 0) * 1000;
  if (untilMs > store.nowMs) {
    await startAwaiting(store, interactionId, untilMs);
    return noWake;
  }
  await store.dropTimer('direct-wait', interactionId);
  return joinWakes(await directOfferFailed(store, interactionId), wakeAgents([agentId]));
}

/** Asked for by name, and nobody has taken it. */
function awaitedTransfer({ transfers }: Interaction): Transfer | undefined {
  return transfers.findLast((one) => one.state === 'transferring' && one.toAgentId !== null && one.toQueueId === null && one.assignedMs === null);
}

async function holdOut(store: RoutingStore, interaction: Interaction, agentId: number): Promise<void> {
  await store.dropTimer('direct-wait', interaction.id);
  await offerDirectly(store, interaction, agentId);
  await saveChange(store, interaction, act(store, interaction, { type: 'cast', mode: 'direct', group: 1 }));
}
