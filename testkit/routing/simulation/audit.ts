import { isEnded } from '#core/interactions/index.ts';
import { handsOf, readySince, wrappingUp } from '#core/routing/engine/index.ts';
import { timerKey, type World } from '../memory-world.ts';
import { Violation } from './violation.ts';

/**
 * Everything that is held twice, counted anew from the interactions and offers: what agents have in hand and their load, who is ready, which entries are offered, who waits,
 * which timers there are.
 */
export function audit(world: World): void {
  const hands = new Map<number, { calls: number; chats: number; isWrapping: boolean }>();
  const handsFor = (agentId: number): { calls: number; chats: number; isWrapping: boolean } => {
    const known = hands.get(agentId) ?? { calls: 0, chats: 0, isWrapping: false };
    hands.set(agentId, known);
    return known;
  };
  for (const interaction of world.interactions.values()) {
    for (const party of handsOf(interaction)) handsFor(party.agentId!)[interaction.kind === 'call' ? 'calls' : 'chats'] += 1;
    for (const party of wrappingUp(interaction)) handsFor(party.agentId!).isWrapping = true;
    if (!isEnded(interaction)) auditWaiting(world, interaction.id);
  }
  for (const agent of world.agents.values()) auditAgent(world, agent.agentId, handsFor(agent.agentId));
  for (const offer of world.offers.values()) {
    if (offer.state === 'open' && !world.timers.has(timerKey('offer', offer.id))) throw new Violation('lost', `offer ${offer.id} is open and has no timer`);
  }
  for (const entry of world.entries.values()) {
    const isExclusive = [...world.openOffersOf.get(entry.interactionId) ?? []].some((id) => world.offers.get(id)!.isExclusive);
    if (entry.isOffered !== isExclusive) throw new Violation('broken', `the entry of ${entry.interactionId} says isOffered ${entry.isOffered}`);
  }
}

/** Work that waits for an agent has a place in a line or an offer to one person; what has a place waits. */
function auditWaiting(world: World, interactionId: number): void {
  const interaction = world.interactions.get(interactionId)!;
  const isTransferWaiting = interaction.transfers.some((transfer) => transfer.state === 'transferring' && transfer.assignedMs === null);
  const waits = interaction.state === 'queued' || isTransferWaiting;
  const isHeld = world.entries.has(interactionId) || [...world.openOffersOf.get(interactionId) ?? []].some((id) => world.offers.get(id)!.mode === 'direct');
  const isAwaiting = world.awaiting.has(interactionId);
  if (isAwaiting && (isHeld || !isTransferWaiting)) throw new Violation('broken', `${interaction.kind} ${interactionId} is ${interaction.state} and waits for one agent although it has a place`);
  if (waits && !isHeld && !isAwaiting) throw new Violation('lost', `${interaction.kind} ${interactionId} is ${interaction.state} and stands in no line`);
  if (!waits && isHeld) throw new Violation('broken', `${interaction.kind} ${interactionId} is ${interaction.state} and stands in a line`);
  const isPutOff = interaction.state === 'scheduled' && !world.timers.has(timerKey('scheduled', interactionId));
  if (isPutOff) throw new Violation('lost', `call ${interactionId} is put off and has no timer`);
}

function auditAgent(world: World, agentId: number, hands: { readonly calls: number; readonly chats: number; readonly isWrapping: boolean }): void {
  const agent = world.agents.get(agentId)!;
  const open = [...world.openOffersFor.get(agentId) ?? []].map((id) => world.offers.get(id)!);
  const load = hands.calls * agent.callWeight + hands.chats * agent.chatWeight + open.reduce((sum, offer) => sum + (offer.isExclusive ? offer.weight : 0), 0);
  if (agent.calls !== hands.calls || agent.chats !== hands.chats || agent.load !== load) {
    throw new Violation('load', `agent ${agentId} is said to have ${agent.calls} calls, ${agent.chats} chats, load ${agent.load}; it is ${hands.calls}, ${hands.chats}, ${load}`);
  }
  if (hands.isWrapping !== (agent.wrapUpUntilMs !== null)) throw new Violation('load', `agent ${agentId}: wrap-up until ${agent.wrapUpUntilMs}, records that wrap up: ${hands.isWrapping}`);
  if (agent.wrapUpUntilMs !== null && !world.timers.has(timerKey('wrap-up', agentId))) throw new Violation('lost', `the wrap-up of agent ${agentId} has no timer`);
  for (const { queueId, level } of world.membersOf.get(agentId) ?? []) {
    const since = open.length > 0 ? null : readySince(agent, world.queues.get(queueId)!.kind);
    const listed = [...world.ready.get(queueId)!.from({ level, readySinceMs: since ?? 0, agentId })][0];
    const isListed = since !== null && listed?.agentId === agentId && listed.level === level && listed.readySinceMs === since;
    if (since !== null && !isListed) throw new Violation('broken', `agent ${agentId} is ready in queue ${queueId} and is not in its order`);
  }
}
