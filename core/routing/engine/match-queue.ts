import type { AgentWork } from '#core/presence/index.ts';
import type { QueueRules } from '#core/queues/index.ts';
import { agentAfter } from './agent/agent-after.ts';
import { canTake, weightOf } from './agent/can-take.ts';
import { Again } from './locks.ts';
import { act, saveChange } from './save-change.ts';
import { readyCountMax, roundMax, type Offer, type QueueEntry, type ReadyAgent, type RoutingStore } from './store.ts';

export interface Match {
  /** Offers that were made: one exclusive, or a round. */
  readonly made: readonly Offer[];
  /** There may be more to give out: match again. */
  readonly isMore: boolean;
}

const nothing: Match = { made: [], isMore: false };
const levelMax = 20;

/**
 * Gives out work of a queue: one exclusive offer, or one round of offers to all who are asked together. What waits longest goes first; where all who are ready have had it in
 * vain just now, the next. Holds the queue, so that two matches never look past each other; holds only agents whom it asks, so that none of them wait for each other.
 */
export async function matchQueue(store: RoutingStore, queueId: number): Promise<Match> {
  const queue = await store.lockQueue(queueId);
  if (queue === null) return nothing;
  let levelTo = levelMax;
  const passed: QueueEntry[] = [];
  for (let head = await store.headOf(queueId); head !== null; head = await store.headOf(queueId, head)) {
    const interaction = await store.lockInteraction(head.interactionId);
    const entry = interaction === null ? null : await store.getEntry(head.interactionId);
    if (interaction === null || entry === null || entry.isOffered || entry.queueId !== queueId) continue;
    const choice = await chooseAgents(store, queue, entry, levelTo);
    if (choice === 'nobody') return nothing;
    if (choice === 'not-these' || choice === 'group-first') {
      if (choice === 'not-these') await ensureRetry(store, entry);
      else levelTo = Math.min(levelTo, entry.groupsOpen);
      passed.push(entry);
      continue;
    }
    await refuseLatecomers(store, queue, passed, choice);
    const made = await makeOffers(store, queue, entry, choice);
    await saveChange(store, interaction, act(store, interaction, { type: 'cast', mode: queue.mode, group: choice.group }));
    return { made, isMore: choice.isExclusive ? await store.headOf(queueId) !== null : true };
  }
  return nothing;
}

/** Passed over because those who are ready said no just now: it is looked at again when they may be asked, also where the clock has stepped and took the timer with it. */
async function ensureRetry(store: RoutingStore, { interactionId }: QueueEntry): Promise<void> {
  const dueMs = await store.nextRetry(interactionId);
  const knownMs = await store.getTimer('cascade', interactionId);
  if (dueMs !== null && (knownMs === null || dueMs < knownMs)) await store.setTimer('cascade', interactionId, dueMs);
}

/** Somebody who became ready after those before this one were passed over is theirs: the next run sees him when it looks at them. */
async function refuseLatecomers(store: RoutingStore, queue: QueueRules, passed: readonly QueueEntry[], { agents }: Choice): Promise<void> {
  for (const entry of passed) {
    const inVain = await store.missedBy(entry.interactionId, inVainSinceMs(store, queue));
    if (agents.some(({ work }) => !inVain.includes(work.agentId))) throw new Again();
  }
}

/** Who said no within the time of an offer is not asked for the same again. */
function inVainSinceMs({ nowMs }: RoutingStore, { offerSeconds }: QueueRules): number {
  return nowMs - offerSeconds * 1000;
}

interface Choice {
  readonly rule: Offer['reason']['rule'];
  readonly isExclusive: boolean;
  readonly group: number;
  /** Levels that are asked from now on. */
  readonly groupsOpen: number;
  /** Locked; fit after the lock. */
  readonly agents: readonly { readonly work: AgentWork; readonly ready: ReadyAgent }[];
  readonly readyAgents: number;
}

/**
 * nobody: no agent of the queue is ready. not-these: those who are have just had it in vain. group-first: it is with the groups that are open, and those behind it may not
 * have a further group before it.
 */
type NoChoice = 'nobody' | 'not-these' | 'group-first';

async function chooseAgents(store: RoutingStore, queue: QueueRules, entry: QueueEntry, levelTo: number): Promise<Choice | NoChoice> {
  const sticky = await stickyAgent(store, queue, entry);
  if (sticky !== null) return { rule: 'sticky', isExclusive: true, group: 1, groupsOpen: entry.groupsOpen, agents: [await lockFit(store, queue, sticky)], readyAgents: 1 };
  const isRound = queue.mode !== 'deltacast';
  const levels = { from: 1, to: levelTo };
  let isGroupFirst = false;
  // First those who have not had it in this stay; else a new turn, without those who said no within the time of an offer.
  for (const sinceMs of [entry.enteredMs - 1, inVainSinceMs(store, queue)]) {
    const excluding = await store.missedBy(entry.interactionId, sinceMs);
    const found = await store.readyAgents(queue.id, levels, { excluding, limit: isRound ? roundMax : readyCountMax });
    const choice = found.length === 0 ? null : isRound ? await chooseRound(store, queue, entry, found) : await chooseOne(store, queue, entry, found);
    if (choice !== null && choice !== 'group-first') return choice;
    isGroupFirst ||= choice === 'group-first';
    if (excluding.length === 0) return isGroupFirst ? 'group-first' : 'nobody';
  }
  if (isGroupFirst) return 'group-first';
  return (await store.readyAgents(queue.id, levels, { excluding: [], limit: 1 })).length === 0 ? 'nobody' : 'not-these';
}

/** Who had the customer last, where he is ready and has not had this in vain. Asked once, before everybody else. */
async function stickyAgent(store: RoutingStore, queue: QueueRules, entry: QueueEntry): Promise<ReadyAgent | null> {
  if (!queue.isSticky || entry.preferredAgentId === null) return null;
  const ready = await store.isReadyIn(queue.id, entry.preferredAgentId);
  if (ready === null || (await store.missedBy(entry.interactionId, entry.enteredMs - 1)).includes(ready.agentId)) return null;
  return (await store.openOffersOf(entry.interactionId)).length > 0 ? null : ready;
}

/** deltacast: the longest idle of the lowest level. */
async function chooseOne(store: RoutingStore, queue: QueueRules, entry: QueueEntry, found: readonly ReadyAgent[]): Promise<Choice> {
  return { rule: 'longest-idle', isExclusive: true, group: 1, groupsOpen: entry.groupsOpen, agents: [await lockFit(store, queue, found[0]!)], readyAgents: found.length };
}

/** Somebody else was faster: what he committed is seen in the next run. */
async function lockFit(store: RoutingStore, queue: QueueRules, ready: ReadyAgent): Promise<Choice['agents'][number]> {
  const work = await store.lockAgent(ready.agentId);
  if (work === null || !canTake(work, queue.kind) || await store.isReadyIn(queue.id, ready.agentId) === null) throw new Again();
  return { work, ready };
}

/**
 * multicast: all at once. cascade: the groups that are open; where nobody in them is ready and nobody is being asked, the first group in which somebody is opens at once,
 * for a customer gains nothing by waiting beside a ready agent.
 */
async function chooseRound(store: RoutingStore, queue: QueueRules, entry: QueueEntry, found: readonly ReadyAgent[]): Promise<Choice | NoChoice> {
  const isCascade = queue.mode === 'cascade';
  const first = found[0]!.level;
  if (isCascade && first > entry.groupsOpen && (await store.openOffersOf(entry.interactionId)).length > 0) return 'group-first';
  const groupsOpen = isCascade ? Math.max(entry.groupsOpen, first) : levelMax;
  const asked = found.filter((ready) => ready.level <= groupsOpen);
  const locked = new Map((await store.lockAgents(asked.map((ready) => ready.agentId).toSorted((a, b) => a - b))).map((work) => [work.agentId, work]));
  const still = new Set((await store.readyAgents(queue.id, { from: 1, to: groupsOpen }, { excluding: [], limit: roundMax * 2 })).map((ready) => ready.agentId));
  const agents = asked.flatMap((ready) => {
    const work = locked.get(ready.agentId);
    return work !== undefined && canTake(work, queue.kind) && still.has(ready.agentId) ? [{ work, ready }] : [];
  });
  if (agents.length === 0) throw new Again();
  const group = isCascade ? Math.max(1, (await store.levelsOf(queue.id)).filter((level) => level <= groupsOpen).length) : 1;
  return {
    rule: group > 1 ? 'next-group' : 'all-ready', isExclusive: false, group, groupsOpen: isCascade ? groupsOpen : entry.groupsOpen, agents, readyAgents: Math.min(found.length, readyCountMax),
  };
}

async function makeOffers(store: RoutingStore, queue: QueueRules, entry: QueueEntry, choice: Choice): Promise<Offer[]> {
  const offers = choice.agents.map(({ work, ready }): Offer => ({
    id: store.newId(), interactionId: entry.interactionId, kind: queue.kind, queueId: queue.id, agentId: work.agentId, mode: queue.mode, isExclusive: choice.isExclusive, groupNumber: choice.group,
    weight: weightOf(work, queue.kind), state: 'open', offeredMs: store.nowMs, expiresMs: store.nowMs + queue.offerSeconds * 1000, endedMs: null,
    reason: { rule: choice.rule, level: ready.level, idleSinceMs: work.idleSinceMs, waitedSeconds: Math.max(0, Math.floor((store.nowMs - entry.enteredMs) / 1000)), readyAgents: choice.readyAgents },
  }));
  for (const [at, offer] of offers.entries()) {
    await store.saveOffer(offer);
    await store.setTimer('offer', offer.id, offer.expiresMs);
    await store.log({ agentId: offer.agentId, activity: 'offered', mode: offer.mode, interactionId: offer.interactionId, kind: offer.kind });
    if (choice.isExclusive) await store.saveAgent(choice.agents[at]!.work, agentAfter(choice.agents[at]!.work, { offeredWeight: offer.weight }, store.nowMs));
  }
  if (choice.isExclusive || choice.groupsOpen !== entry.groupsOpen) await store.putEntry({ ...entry, isOffered: choice.isExclusive, groupsOpen: choice.groupsOpen });
  if (queue.mode === 'cascade' && !choice.isExclusive && await store.getTimer('cascade', entry.interactionId) === null) {
    await store.setTimer('cascade', entry.interactionId, store.nowMs + queue.cascadeSeconds * 1000);
  }
  return offers;
}
