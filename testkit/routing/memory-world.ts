import { readySince, wrappingUp, type Offer, type QueueEntry, type ReadyAgent, type RoutingSettings, type TimerKind, type WorkInHand } from '#core/routing/engine/index.ts';
import type { Interaction } from '#core/interactions/index.ts';
import type { AgentWork } from '#core/presence/index.ts';
import type { QueueRules } from '#core/queues/index.ts';
import { orderedSet, type OrderedSet } from './ordered-set.ts';

export interface Timer { readonly kind: TimerKind; readonly subjectId: number; readonly dueMs: number }
export interface Member { readonly queueId: number; readonly agentId: number; readonly level: number }

/** What a transaction wants to be so: null: gone. */
export interface Changes {
  readonly interactions: Map<number, Interaction>;
  readonly agents: Map<number, AgentWork>;
  readonly entries: Map<number, QueueEntry | null>;
  readonly offers: Map<number, Offer>;
  readonly timers: Map<string, Timer | null>;
}

export const entryOrder = (a: QueueEntry, b: QueueEntry): number => b.rankPriority - a.rankPriority || a.rankAtMs - b.rankAtMs || a.interactionId - b.interactionId;
export const readyOrder = (a: ReadyAgent, b: ReadyAgent): number => a.level - b.level || a.readySinceMs - b.readySinceMs || a.agentId - b.agentId;
const timerOrder = (a: Timer, b: Timer): number => a.dueMs - b.dueMs || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.subjectId - b.subjectId);
export const timerKey = (kind: TimerKind, subjectId: number): string => `${kind} ${subjectId}`;

/**
 * What is committed, with the orders that a match reads: who waits in a queue, who is ready in it, which timers are next. The simulation's database; one process, so a commit
 * is one step.
 */
export interface World {
  readonly settings: RoutingSettings;
  readonly queues: Map<number, QueueRules>;
  readonly interactions: Map<number, Interaction>;
  readonly agents: Map<number, AgentWork>;
  readonly entries: Map<number, QueueEntry>;
  readonly offers: Map<number, Offer>;
  readonly timers: Map<string, Timer>;
  readonly timersDue: OrderedSet<Timer>;
  readonly members: ReadonlyMap<number, readonly Member[]>;
  readonly membersOf: ReadonlyMap<number, readonly Member[]>;
  readonly levels: ReadonlyMap<number, readonly number[]>;
  /** By queue: not exclusively offered, in order. */
  readonly waiting: Map<number, OrderedSet<QueueEntry>>;
  readonly waitingCount: Map<number, number>;
  readonly ready: Map<number, OrderedSet<ReadyAgent>>;
  readonly workOf: Map<number, Map<number, WorkInHand>>;
  readonly openOffersOf: Map<number, Set<number>>;
  readonly openOffersFor: Map<number, Set<number>>;
  readonly offersOf: Map<number, number[]>;
  /** Interactions that have a timer `direct-wait`. */
  readonly awaiting: Set<number>;
  phase: (queue: QueueRules, nowMs: number) => 'open' | 'backup' | 'closed';
  nextId: () => number;
  commit: (changes: Changes) => void;
  /** How many there were. */
  commits: () => number;
  /** By which commit the entry of an interaction last changed; 0: long ago. */
  entryMoved: (interactionId: number) => number;
  /** What is over and will not be asked for again. */
  forget: (interactionId: number) => void;
}

export function openWorld({ queues, members, agents, settings = { connectSeconds: 45, chatSilenceSeconds: null } }: {
  queues: readonly QueueRules[]; members: readonly Member[]; agents: readonly AgentWork[]; settings?: RoutingSettings;
}): World {
  let lastId = 0;
  let commits = 0;
  const moved = new Map<number, number>();
  const byQueue = Map.groupBy(members, (member) => member.queueId);
  const readyNow = new Map<number, Map<number, ReadyAgent>>();
  const world: World = {
    settings, queues: new Map(queues.map((queue) => [queue.id, queue])), interactions: new Map(), agents: new Map(), entries: new Map(), offers: new Map(), timers: new Map(),
    timersDue: orderedSet(timerOrder), members: byQueue, membersOf: Map.groupBy(members, (member) => member.agentId),
    levels: new Map([...byQueue].map(([queueId, list]) => [queueId, [...new Set(list.map((member) => member.level))].toSorted((a, b) => a - b)])),
    waiting: new Map(queues.map((queue) => [queue.id, orderedSet(entryOrder)])), waitingCount: new Map(), ready: new Map(queues.map((queue) => [queue.id, orderedSet(readyOrder)])),
    workOf: new Map(), openOffersOf: new Map(), openOffersFor: new Map(), offersOf: new Map(), awaiting: new Set(),
    phase: () => 'open', nextId: () => (lastId += 1), commit, commits: () => commits, entryMoved: (id) => moved.get(id) ?? 0, forget,
  };

  function commit(changes: Changes): void {
    commits += 1;
    for (const id of changes.entries.keys()) moved.set(id, commits);
    for (const interaction of changes.interactions.values()) commitInteraction(interaction);
    for (const [id, entry] of changes.entries) commitEntry(id, entry);
    const stale = new Set<number>();
    for (const offer of changes.offers.values()) stale.add(commitOffer(offer));
    for (const agent of changes.agents.values()) {
      world.agents.set(agent.agentId, agent);
      stale.add(agent.agentId);
    }
    for (const agentId of stale) refreshReady(agentId);
    for (const [key, timer] of changes.timers) commitTimer(key, timer);
  }

  function commitInteraction(interaction: Interaction): void {
    const before = world.interactions.get(interaction.id);
    for (const work of before === undefined ? [] : worksIn(before)) world.workOf.get(work.agentId)?.delete(interaction.id);
    world.interactions.set(interaction.id, interaction);
    for (const { agentId, ...work } of worksIn(interaction)) ensure(world.workOf, agentId, () => new Map<number, WorkInHand>()).set(interaction.id, work);
  }

  function commitEntry(id: number, entry: QueueEntry | null): void {
    const before = world.entries.get(id);
    if (before !== undefined) {
      if (!before.isOffered) world.waiting.get(before.queueId)!.remove(before);
      world.waitingCount.set(before.queueId, (world.waitingCount.get(before.queueId) ?? 0) - 1);
      world.entries.delete(id);
    }
    if (entry === null) return;
    world.entries.set(id, entry);
    if (!entry.isOffered) world.waiting.get(entry.queueId)!.add(entry);
    world.waitingCount.set(entry.queueId, (world.waitingCount.get(entry.queueId) ?? 0) + 1);
  }

  function commitOffer(offer: Offer): number {
    if (!world.offers.has(offer.id)) ensure(world.offersOf, offer.interactionId, () => []).push(offer.id);
    world.offers.set(offer.id, offer);
    for (const [index, id] of [[world.openOffersOf, offer.interactionId], [world.openOffersFor, offer.agentId]] as const) {
      const open = ensure(index, id, () => new Set<number>());
      if (offer.state === 'open') open.add(offer.id); else open.delete(offer.id);
      if (open.size === 0) index.delete(id);
    }
    return offer.agentId;
  }

  function commitTimer(key: string, timer: Timer | null): void {
    const before = world.timers.get(key);
    if (before !== undefined) world.timersDue.remove(before);
    if (timer === null) {
      world.timers.delete(key);
      if (before?.kind === 'direct-wait') world.awaiting.delete(before.subjectId);
      return;
    }
    world.timers.set(key, timer);
    if (timer.kind === 'direct-wait') world.awaiting.add(timer.subjectId);
    world.timersDue.add(timer);
  }

  function refreshReady(agentId: number): void {
    const agent = world.agents.get(agentId);
    const known = ensure(readyNow, agentId, () => new Map<number, ReadyAgent>());
    const isFree = agent !== undefined && !world.openOffersFor.has(agentId);
    for (const member of world.membersOf.get(agentId) ?? []) {
      const before = known.get(member.queueId);
      const after = isFree ? readyIn(world, agent, member) : null;
      if (before !== undefined && after !== null && readyOrder(before, after) === 0) continue;
      if (before !== undefined) world.ready.get(member.queueId)!.remove(before);
      if (after === null) known.delete(member.queueId);
      else {
        known.set(member.queueId, after);
        world.ready.get(member.queueId)!.add(after);
      }
    }
  }

  function forget(interactionId: number): void {
    for (const offerId of world.offersOf.get(interactionId) ?? []) world.offers.delete(offerId);
    world.offersOf.delete(interactionId);
    world.interactions.delete(interactionId);
    moved.delete(interactionId);
  }

  commit({ interactions: new Map(), agents: new Map(agents.map((agent) => [agent.agentId, agent])), entries: new Map(), offers: new Map(), timers: new Map() });
  return world;
}

/** Ready by what he has in hand; that no offer is open to him is seen apart. */
export function readyIn(world: World, agent: AgentWork, member: Member): ReadyAgent | null {
  const since = readySince(agent, world.queues.get(member.queueId)!.kind);
  return since === null ? null : { agentId: agent.agentId, level: member.level, readySinceMs: since };
}

/** What agents have to do with an interaction. */
export function worksIn(interaction: Interaction): (WorkInHand & { readonly agentId: number })[] {
  const present = interaction.parties.filter((party) => party.kind === 'agent' && party.agentId !== null && party.leftMs === null);
  return [...wrappingUp(interaction).map((party) => ({ party, isWrapUp: true })), ...present.map((party) => ({ party, isWrapUp: false }))]
    .map(({ party, isWrapUp }) => ({ agentId: party.agentId!, interactionId: interaction.id, kind: interaction.kind, role: party.role, isWrapUp }));
}

function ensure<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

