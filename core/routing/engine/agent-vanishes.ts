import type { Interaction } from '#core/interactions/index.ts';
import { statusIds } from '#core/presence/index.ts';
import { agentAfter } from './agent/agent-after.ts';
import { queueOfParty } from './agent/hands.ts';
import { withdrawOffers } from './close-offer.ts';
import { firstQueued } from './direct-offer.ts';
import { startWaiting } from './enter.ts';
import { lockDesk } from './locks.ts';
import { takeFromQueue } from './put-in-queue.ts';
import { endInVain } from './refuse-offer.ts';
import { act, saveChange } from './save-change.ts';
import { stayOf } from './stay-of.ts';
import type { RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeAgents } from './wake.ts';
import { endWrapUpsOf } from './wrap-up.ts';

/**
 * The agent's last device is gone. What he was asked to take goes on to others (bounced). What he had in hand is not lost: a colleague who is in it takes it over, else the
 * customer waits again in the queue he came from, at the place that he had, so before all who came after him. A call that came from no queue is over. Wrap-ups end.
 */
export async function agentVanishes(store: RoutingStore, { agentId, setBy = null }: { agentId: number; setBy?: number | null }): Promise<Wake> {
  const desk = await lockDesk(store, agentId);
  if (desk === null || !desk.agent.isOnline) return noWake;
  let wake = noWake;
  for (const offer of desk.open) wake = joinWakes(wake, await endInVain(store, offer, 'bounced'));
  await endWrapUpsOf(store, desk);
  await store.dropTimer('wrap-up', agentId);
  for (const { interactionId, isWrapUp } of desk.work) {
    if (isWrapUp) continue;
    const interaction = await store.lockInteraction(interactionId);
    if (interaction !== null && interaction.endedMs === null) wake = joinWakes(wake, await goesOn(store, interaction, agentId));
  }
  const agent = (await store.lockAgent(agentId)) ?? desk.agent;
  await store.saveAgent(agent, agentAfter(agent, { isOnline: false, chosenStatusId: statusIds.offline, wrapUpUntilMs: null }, store.nowMs), setBy);
  await store.dropTimer('wrap-up', agentId);
  return joinWakes(wake, wakeAgents([agentId]));
}

/** What becomes of an interaction when an agent in it is gone. */
async function goesOn(store: RoutingStore, interaction: Interaction, agentId: number): Promise<Wake> {
  const party = interaction.parties.findLast((one) => one.agentId === agentId && one.leftMs === null);
  if (party === undefined) return noWake;
  const underway = interaction.transfers.findLast((one) => one.state === 'transferring' || one.state === 'connected');
  const isTheirs = interaction.agentId === agentId;
  const isWarmAnswered = underway?.kind === 'warm' && underway.state === 'connected';
  const hasHeir = interaction.parties.some((one) => one.agentId !== agentId && one.leftMs === null && one.role === 'barge');
  if (!isTheirs || isWarmAnswered || (hasHeir && underway?.kind !== 'warm')) {
    if (!isTheirs) await store.dropTimer('connect', interaction.id);
    return saveChange(store, interaction, withoutWrapUp(store, act(store, interaction, { type: 'leave', agentId }), agentId));
  }
  const agents = await withdrawOffers(store, interaction.id);
  await takeFromQueue(store, interaction.id);
  await store.dropTimer('connect', interaction.id);
  await store.dropTimer('before-work', interaction.id);
  await store.dropTimer('direct-wait', interaction.id);
  const queueId = queueOfParty(interaction, party);
  const queue = queueId === null ? null : await store.getQueue(queueId);
  if (queue === null) {
    const ended = act(store, interaction, { type: 'end', by: 'system', failReason: 'connection-failed', wrapUp: false });
    return joinWakes(await saveChange(store, interaction, ended), wakeAgents(agents));
  }
  const after = act(store, interaction, { type: 'enqueue', stay: stayOf(queue) });
  return joinWakes(await startWaiting(store, queue, interaction, after, { sinceMs: firstQueued(interaction) }), wakeAgents(agents));
}

/** Who is gone wraps nothing up. */
function withoutWrapUp(store: RoutingStore, interaction: Interaction, agentId: number): Interaction {
  return act(store, interaction, { type: 'wrap-up-ends', agentId });
}
