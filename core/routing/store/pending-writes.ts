import { recordMoments } from '#core/presence/index.ts';
import { appendEvents, type DomainEvent } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { AgentMoment, Offer, QueueEntry, TimerKind } from '../engine/store.ts';
import { toInstant, toInstantOrNull } from './instants.ts';

/** Since when an agent is idle and ready for the kind; null: he is not. */
export interface Readiness { readonly agentId: number; readonly callSinceMs: number | null; readonly chatSinceMs: number | null }

/**
 * What a transaction of routing is about to write, kept until it looks at one of these tables or ends: rules write a thing several times, the
 * database once, in one round trip.
 */
export interface PendingWrites {
  putEntry(entry: QueueEntry): void;
  removeEntry(interactionId: number): void;
  saveOffer(offer: Offer): void;
  setTimer(kind: TimerKind, subjectId: number, dueMs: number | null): void;
  setReadiness(readiness: Readiness): void;
  log(moment: AgentMoment): void;
  append(event: DomainEvent): void;
  /** What is about to be written of an offer or entry; undefined: nothing. */
  offer(offerId: number): Offer | undefined;
  /** Queues, offers, timers, readiness: before one of them is read. */
  flush(): Promise<void>;
  /** All of it: before the end. */
  finish(): Promise<void>;
  /** The nearest of the timers that were set; null: none was. */
  nearestDueMs(): number | null;
}

export function createPendingWrites(tx: Tx, act: Act): PendingWrites {
  const entries = new Map<number, QueueEntry | null>();
  const offers = new Map<number, Offer>();
  const timers = new Map<string, { readonly kind: TimerKind; readonly subjectId: number; readonly dueMs: number | null }>();
  const agents = new Map<number, Readiness>();
  const moments: AgentMoment[] = [];
  const events: DomainEvent[] = [];
  let nearest: number | null = null;

  async function flush(): Promise<void> {
    if (entries.size + offers.size + timers.size + agents.size === 0) return;
    const put = [...entries.values()].filter((entry) => entry !== null).map(({ rankAtMs, enteredMs, ...rest }) => ({ ...rest, rankAt: toInstant(rankAtMs), enteredAt: toInstant(enteredMs) }));
    const gone = [...entries].filter(([, entry]) => entry === null).map(([id]) => id);
    // One that ends frees the agent for one that begins: unique keys see them in this order.
    const held = [...offers.values()].toSorted((a, b) => Number(a.state === 'open') - Number(b.state === 'open') || a.id - b.id)
      .map(({ offeredMs, expiresMs, endedMs, ...rest }) => ({ ...rest, offeredAt: toInstant(offeredMs), expiresAt: toInstant(expiresMs), endedAt: toInstantOrNull(endedMs) }));
    const due = [...timers.values()].map(({ kind, subjectId, dueMs }) => ({ kind, subjectId, dueAt: toInstantOrNull(dueMs) }));
    const ready = [...agents.values()].map(({ agentId, callSinceMs, chatSinceMs }) => ({ agentId, callSince: toInstantOrNull(callSinceMs), chatSince: toInstantOrNull(chatSinceMs) }));
    for (const map of [entries, offers, timers, agents]) map.clear();
    await tx.run(sql`SELECT save_routing(${tx.accountId}::bigint, ${listOf(put)}::jsonb, ${gone.length === 0 ? null : gone}::bigint[], ${listOf(held)}::jsonb, ${listOf(due)}::jsonb, ${listOf(ready)}::jsonb)`);
  }

  return {
    putEntry: (entry) => { entries.set(entry.interactionId, entry); },
    removeEntry: (interactionId) => { entries.set(interactionId, null); },
    saveOffer: (offer) => { offers.set(offer.id, offer); },
    setTimer: (kind, subjectId, dueMs) => {
      timers.set(`${kind} ${subjectId}`, { kind, subjectId, dueMs });
      if (dueMs !== null && (nearest === null || dueMs < nearest)) nearest = dueMs;
    },
    setReadiness: (readiness) => { agents.set(readiness.agentId, readiness); },
    log: (moment) => { moments.push(moment); },
    append: (event) => { events.push(event); },
    offer: (offerId) => offers.get(offerId),
    flush,
    finish: async () => {
      await flush();
      await recordMoments(tx, act, moments.splice(0));
      await appendEvents(tx, act, events.splice(0));
    },
    nearestDueMs: () => nearest,
  };
}

function listOf(rows: readonly object[]): string | null {
  return rows.length === 0 ? null : JSON.stringify(rows);
}
