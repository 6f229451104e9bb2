import type { Interaction } from '#core/interactions/index.ts';
import type { AgentWork } from '#core/presence/index.ts';
import type { AgentMoment, Offer, QueueEntry, ReadyAgent, RoutingStore, WorkInHand } from '#core/routing/engine/index.ts';
import type { Transact } from '#core/routing/engine/index.ts';
import { entryOrder, readyIn, readyOrder, timerKey, worksIn, type Changes, type World } from './memory-world.ts';

export interface MemoryHooks {
  /** Before a transaction is committed: throws where it must not be. `began`: how many commits there had been when it began. */
  readonly onCommit?: (changes: Changes, nowMs: number, began: number) => void;
  /** Something that was locked and is written now had been committed by another transaction meanwhile: a lock was forgotten. */
  readonly onLost?: (key: string) => void;
  readonly onMoment?: (moment: AgentMoment, nowMs: number) => void;
  /** Called at each step of a transaction; a throw is the death of its process, a promise lets others run in between. */
  readonly onStep?: () => Promise<void> | void;
  /** Lies to the rules: a test of the checks. */
  readonly distort?: (store: RoutingStore) => RoutingStore;
}

/** Locks of transactions that run at once; nobody waits where they run one after another. */
export interface Locks { acquire: (key: string, owner: object) => Promise<void> | void; releaseAll: (owner: object) => void }

/**
 * Transactions over a world in memory, as PostgreSQL runs them at READ COMMITTED: nobody sees what is not committed, what was locked is read as it is after the lock, and a
 * transaction that throws leaves nothing.
 */
export function memoryTransact(world: World, nowMs: () => number, hooks: MemoryHooks = {}, locks: Locks | null = null): Transact {
  return async (work) => {
    const changes: Changes = { interactions: new Map(), agents: new Map(), entries: new Map(), offers: new Map(), timers: new Map() };
    const moments: AgentMoment[] = [];
    const now = nowMs();
    const began = world.commits();
    const seen: Seen = new Map();
    try {
      const store = openStore(world, now, changes, moments, seen, hooks, locks);
      const result = await work(hooks.distort?.(store) ?? store);
      hooks.onCommit?.(changes, now, began);
      for (const [key, { before, table, id }] of seen) if (changes[table].has(id) && world[table].get(id) !== before) hooks.onLost?.(key);
      world.commit(changes);
      for (const moment of moments) hooks.onMoment?.(moment, now);
      return result;
    } finally {
      locks?.releaseAll(changes);
    }
  };
}

/** What was committed of each thing when it was first locked. */
type Seen = Map<string, { readonly before: Interaction | AgentWork | undefined; readonly table: 'interactions' | 'agents'; readonly id: number }>;

/** The port, and a look that takes no lock: for rules that forget theirs on purpose. */
export interface MemoryStore extends RoutingStore { readonly peekInteraction: (interactionId: number) => Promise<Interaction | null> }

function openStore(world: World, nowMs: number, changes: Changes, moments: AgentMoment[], seen: Seen, { onStep }: MemoryHooks, locks: Locks | null): MemoryStore {
  const entryOf = (id: number): QueueEntry | null => (changes.entries.has(id) ? changes.entries.get(id)! : world.entries.get(id) ?? null);
  const offerOf = (id: number): Offer | null => changes.offers.get(id) ?? world.offers.get(id) ?? null;
  const agentOf = (id: number): ReturnType<World['agents']['get']> | null => changes.agents.get(id) ?? world.agents.get(id) ?? null;
  const interactionOf = (id: number): ReturnType<World['interactions']['get']> | null => changes.interactions.get(id) ?? world.interactions.get(id) ?? null;
  const lock = async (key: string): Promise<void> => {
    await onStep?.();
    await locks?.acquire(key, changes);
  };
  const sees = (table: 'interactions' | 'agents', id: number): void => {
    const key = `${table} ${id}`;
    if (!seen.has(key)) seen.set(key, { before: world[table].get(id), table, id });
  };
  const lookAt = (interactionId: number): Interaction | null => {
    sees('interactions', interactionId);
    return interactionOf(interactionId) ?? null;
  };
  const openOffers = (known: ReadonlySet<number> | undefined, isMeant: (offer: Offer) => boolean): Offer[] =>
    [...new Set([...known ?? [], ...changes.offers.keys()])].toSorted((a, b) => a - b).map((id) => offerOf(id)!).filter((offer) => offer.state === 'open' && isMeant(offer));
  const openFor = (agentId: number): Offer[] => openOffers(world.openOffersFor.get(agentId), (offer) => offer.agentId === agentId);
  const workOf = (agentId: number): WorkInHand[] => {
    const found = new Map(world.workOf.get(agentId));
    for (const interaction of changes.interactions.values()) {
      found.delete(interaction.id);
      for (const { agentId: id, ...work } of worksIn(interaction)) if (id === agentId) found.set(interaction.id, work);
    }
    return [...found.values()].toSorted((a, b) => a.interactionId - b.interactionId);
  };
  /** Agents of whom this transaction knows better than the order of the ready. */
  const touched = (): Set<number> => new Set([...changes.agents.keys(), ...[...changes.offers.values()].map((offer) => offer.agentId)]);
  const readyNow = (queueId: number, agentId: number): ReadyAgent | null => {
    const agent = agentOf(agentId);
    const member = world.membersOf.get(agentId)?.find((one) => one.queueId === queueId);
    return !agent || member === undefined || openFor(agentId).length > 0 ? null : readyIn(world, agent, member);
  };
  const headOf = (queueId: number, after?: QueueEntry): QueueEntry | null => {
    const isBehind = (entry: QueueEntry): boolean => after === undefined || entryOrder(entry, after) > 0;
    let best: QueueEntry | null = null;
    for (const entry of world.waiting.get(queueId)!.from(after ?? null)) {
      if (changes.entries.has(entry.interactionId) || !isBehind(entry)) continue;
      best = entry;
      break;
    }
    for (const entry of changes.entries.values()) {
      if (entry !== null && entry.queueId === queueId && !entry.isOffered && isBehind(entry) && (best === null || entryOrder(entry, best) < 0)) best = entry;
    }
    return best;
  };
  const read = async <Result>(value: () => Result): Promise<Result> => {
    await onStep?.();
    return value();
  };

  return {
    nowMs, newId: world.nextId, settings: world.settings,
    getQueue: async (queueId) => read(() => world.queues.get(queueId) ?? null),
    lockQueue: async (queueId) => {
      await lock(`queue ${queueId}`);
      return world.queues.get(queueId) ?? null;
    },
    phaseOf: async (queue) => world.phase(queue, nowMs),
    countWaiting: async (queueId) => read(() => {
      let count = world.waitingCount.get(queueId) ?? 0;
      for (const [id, entry] of changes.entries) count += Number(entry?.queueId === queueId) - Number(world.entries.get(id)?.queueId === queueId);
      return count;
    }),
    queueOf: async (interactionId) => read(() => interactionOf(interactionId)?.queueId ?? null),
    lockInteraction: async (interactionId) => {
      await lock(`interaction ${interactionId}`);
      return lookAt(interactionId);
    },
    peekInteraction: async (interactionId) => read(() => lookAt(interactionId)),
    saveInteraction: async (before, after) => {
      await onStep?.();
      if (before !== after) changes.interactions.set(after.id, after);
    },
    lockAgent: async (agentId) => {
      await lock(`agent ${agentId}`);
      sees('agents', agentId);
      return agentOf(agentId) ?? null;
    },
    lockAgents: async (agentIds) => {
      const found = [];
      for (const agentId of agentIds.toSorted((a, b) => a - b)) {
        await lock(`agent ${agentId}`);
        sees('agents', agentId);
        const agent = agentOf(agentId);
        if (agent) found.push(agent);
      }
      return found;
    },
    saveAgent: async (_before, after) => {
      await onStep?.();
      changes.agents.set(after.agentId, after);
    },
    workOf: async (agentId) => read(() => workOf(agentId)),
    readyAgents: async (queueId, { from, to }, { excluding, limit }) => read(() => {
      const known = touched();
      const found: ReadyAgent[] = [];
      const isMeant = (ready: ReadyAgent): boolean => ready.level >= from && ready.level <= to && !excluding.includes(ready.agentId);
      for (const ready of world.ready.get(queueId)!.from({ level: from, readySinceMs: -Infinity, agentId: 0 })) {
        if (ready.level > to || found.length >= limit) break;
        if (!known.has(ready.agentId) && isMeant(ready)) found.push(ready);
      }
      for (const agentId of known) {
        const ready = readyNow(queueId, agentId);
        if (ready !== null && isMeant(ready)) found.push(ready);
      }
      return found.toSorted(readyOrder).slice(0, limit);
    }),
    levelsOf: async (queueId) => read(() => world.levels.get(queueId) ?? []),
    isReadyIn: async (queueId, agentId) => read(() => readyNow(queueId, agentId)),
    queuesWaitingFor: async (agentId) => read(() => (world.membersOf.get(agentId) ?? [])
      .flatMap(({ queueId }) => {
        const head = headOf(queueId);
        return head === null ? [] : [{ queueId, head }];
      })
      .toSorted((a, b) => world.queues.get(b.queueId)!.priority - world.queues.get(a.queueId)!.priority || entryOrder(a.head, b.head))
      .map(({ queueId }) => queueId)),
    awaiting: async (agentId) => read(() => [...new Set([...world.awaiting, ...[...changes.timers.values()].flatMap((timer) => (timer?.kind === 'direct-wait' ? [timer.subjectId] : []))])].flatMap((id) => {
      const key = timerKey('direct-wait', id);
      const transfer = interactionOf(id)?.transfers.findLast((one) => one.state === 'transferring' && one.toAgentId === agentId);
      return transfer === undefined || (changes.timers.has(key) && changes.timers.get(key) === null) ? [] : [{ id, transfer }];
    }).toSorted((a, b) => a.transfer.createdMs - b.transfer.createdMs || a.transfer.id - b.transfer.id).slice(0, 20).map(({ id }) => id)),
    headOf: async (queueId, after) => read(() => headOf(queueId, after)),
    getEntry: async (interactionId) => read(() => entryOf(interactionId)),
    putEntry: async (entry) => {
      await onStep?.();
      changes.entries.set(entry.interactionId, entry);
    },
    removeEntry: async (interactionId) => {
      await onStep?.();
      changes.entries.set(interactionId, null);
    },
    getOffer: async (offerId) => read(() => offerOf(offerId)),
    openOffersOf: async (interactionId) => read(() => openOffers(world.openOffersOf.get(interactionId), (offer) => offer.interactionId === interactionId)),
    openOffersFor: async (agentId) => read(() => openFor(agentId)),
    missedBy: async (interactionId, sinceMs) => read(() => {
      const ids = new Set([...world.offersOf.get(interactionId) ?? [], ...changes.offers.keys()]);
      const missed = [...ids].map((id) => offerOf(id)!).filter((offer) => offer.interactionId === interactionId && offer.offeredMs > sinceMs && inVain.has(offer.state));
      return [...new Set(missed.toSorted((a, b) => (a.endedMs ?? 0) - (b.endedMs ?? 0) || a.agentId - b.agentId).map((offer) => offer.agentId).toReversed())].toReversed();
    }),
    nextRetry: async (interactionId) => read(() => {
      const offers = [...new Set([...world.offersOf.get(interactionId) ?? [], ...changes.offers.keys()])].map((id) => offerOf(id)!);
      const later = offers.filter((offer) => offer.interactionId === interactionId && inVain.has(offer.state) && offer.expiresMs > nowMs);
      return later.length === 0 ? null : Math.min(...later.map((offer) => offer.expiresMs));
    }),
    saveOffer: async (offer) => {
      await onStep?.();
      changes.offers.set(offer.id, offer);
    },
    getTimer: async (kind, subjectId) => read(() => {
      const key = timerKey(kind, subjectId);
      return (changes.timers.has(key) ? changes.timers.get(key) : world.timers.get(key))?.dueMs ?? null;
    }),
    setTimer: async (kind, subjectId, dueMs) => {
      await onStep?.();
      changes.timers.set(timerKey(kind, subjectId), { kind, subjectId, dueMs });
    },
    dropTimer: async (kind, subjectId) => {
      const key = timerKey(kind, subjectId);
      if (changes.timers.has(key) || world.timers.has(key)) changes.timers.set(key, null);
    },
    log: async (moment) => { moments.push(moment); },
  };
}

const inVain: ReadonlySet<Offer['state']> = new Set(['missed', 'rejected', 'bounced']);
