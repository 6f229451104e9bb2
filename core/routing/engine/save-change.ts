import { applyToInteraction, isEnded, type Interaction, type InteractionAct } from '#core/interactions/index.ts';
import { agentAfter } from './agent/agent-after.ts';
import { handsOf, queueOfParty, wrappingUp } from './agent/hands.ts';
import type { RoutingStore, TimerKind, Wake } from './store.ts';
import { noWake, wakeAgents } from './wake.ts';

/** What an act makes of it, by the clock and the ids of the store. */
export function act(store: RoutingStore, interaction: Interaction, ...acts: readonly InteractionAct[]): Interaction {
  return acts.reduce((value, one) => applyToInteraction(value, one, store.nowMs, store.newId), interaction);
}

/**
 * Saves an interaction, and with it everything that follows for the agents: what they have in hand, their wrap-up by the seconds of the queue they came by, their status and
 * load. Every rule that changes an interaction ends here, so an agent's hands are always those of the interactions. The interaction is locked by the caller.
 * @returns agents who may be asked again
 */
export async function saveChange(store: RoutingStore, before: Interaction, after: Interaction): Promise<Wake> {
  if (before === after) return noWake;
  const wraps = await newWrapUps(store, before, after);
  const saved = [...wraps].filter(([, seconds]) => seconds === 0).reduce((value, [agentId]) => act(store, value, { type: 'wrap-up-ends', agentId }), after);
  await store.saveInteraction(before, saved);
  if (isEnded(saved) && !isEnded(before)) for (const kind of timersOfInteraction) await store.dropTimer(kind, saved.id);
  const was = agentIds(handsOf(before));
  const is = agentIds(handsOf(saved));
  const changed = [...new Set([...was, ...is, ...wraps.keys()])].filter((agentId) => was.has(agentId) !== is.has(agentId) || wraps.has(agentId)).toSorted((a, b) => a - b);
  for (const agentId of changed) await changeHands(store, agentId, saved.kind, Number(is.has(agentId)) - Number(was.has(agentId)), wraps.get(agentId) ?? 0);
  return wakeAgents(changed);
}

const timersOfInteraction: readonly TimerKind[] = ['cascade', 'wait-max', 'connect', 'scheduled', 'before-work', 'chat-silence', 'direct-wait'];

/** Agents whose wrap-up began with this change, and its seconds. */
async function newWrapUps(store: RoutingStore, before: Interaction, after: Interaction): Promise<Map<number, number>> {
  const running = new Set(wrappingUp(before).map((party) => party.id));
  const found = new Map<number, number>();
  for (const party of wrappingUp(after)) {
    if (running.has(party.id)) continue;
    const queueId = queueOfParty(after, party);
    found.set(party.agentId!, queueId === null ? 0 : (await store.getQueue(queueId))?.wrapUpSeconds ?? 0);
  }
  return found;
}

async function changeHands(store: RoutingStore, agentId: number, kind: 'call' | 'chat', by: number, wrapUpSeconds: number): Promise<void> {
  const agent = await store.lockAgent(agentId);
  if (agent === null) return;
  const wrapUpUntilMs = wrapUpSeconds === 0 ? agent.wrapUpUntilMs : Math.max(agent.wrapUpUntilMs ?? 0, store.nowMs + wrapUpSeconds * 1000);
  const after = agentAfter(agent, {
    ...(kind === 'call' ? { calls: Math.max(0, agent.calls + by) } : { chats: Math.max(0, agent.chats + by) }), wrapUpUntilMs, offeredWeight: await offeredWeight(store, agentId),
  }, store.nowMs);
  await store.saveAgent(agent, after);
  if (wrapUpUntilMs !== null && wrapUpUntilMs !== agent.wrapUpUntilMs) await store.setTimer('wrap-up', agentId, wrapUpUntilMs);
}

/** Units that an open exclusive offer takes of the agent. */
export async function offeredWeight(store: RoutingStore, agentId: number): Promise<number> {
  return (await store.openOffersFor(agentId)).reduce((sum, offer) => sum + (offer.isExclusive ? offer.weight : 0), 0);
}

function agentIds(parties: readonly { readonly agentId: number | null }[]): Set<number> {
  return new Set(parties.map((party) => party.agentId!));
}
