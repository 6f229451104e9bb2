import type { Clock } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { RateVerdict, RateWindow } from './rate-windows.ts';
import { Refusals, refusedUntil } from './refusals.ts';
import { takeFromWindows, type WindowState } from './take-from-windows.ts';

export interface RateLimiter {
  /** Counts one request against all windows of the key, or refuses it and counts it nowhere. */
  take(key: string, windows: readonly RateWindow[]): Promise<RateVerdict>;
  /** A refusal that this process knows of already; asks no database. */
  knownRefusal(key: string): RateVerdict | null;
}

/** Tries for the race of two first requests. */
const triesMax = 5;

interface Waiting { readonly windows: readonly RateWindow[]; readonly resolve: (verdict: RateVerdict) => void; readonly reject: (error: unknown) => void }

/**
 * Limits shared by all processes on one database: accepted requests cost at most one statement, the first refused one of a process two, others none. Requests of one key that come while one is being counted are counted together in the next
 * statement: they would wait for its row anyway, one after the other. Where that statement fails each is asked for alone, once: what failed for one is no answer to another.
 */
export function createRateLimiter({ database, clock }: { database: Database; clock: Clock }): RateLimiter {
  const refusals = new Refusals();
  /** Of keys that are being counted: who came meanwhile. */
  const lines = new Map<string, Waiting[]>();

  async function take(key: string, windows: readonly RateWindow[]): Promise<RateVerdict> {
    const nowMs = clock.nowMs();
    if (windows.length === 0) return { accepted: true, limit: 0, remaining: 0, retryAfterSeconds: 0, resetAtMs: nowMs };
    const known = refusals.find(key, nowMs);
    if (known) return known;
    const line = lines.get(key);
    if (line) return new Promise((resolve, reject) => { line.push({ windows, resolve, reject }); });
    lines.set(key, []);
    try {
      return await takeOne(key, windows);
    } finally {
      void serveLine(key);
    }
  }

  /** Whoever came meanwhile. Never fails: each is told what failed for it. */
  async function serveLine(key: string): Promise<void> {
    for (let waiting = lines.get(key) ?? []; waiting.length > 0; waiting = lines.get(key) ?? []) {
      lines.set(key, []);
      for (const together of Map.groupBy(waiting, ({ windows }) => JSON.stringify(windows)).values()) await takeTogether(key, together);
    }
    lines.delete(key);
  }

  async function takeTogether(key: string, together: readonly Waiting[]): Promise<void> {
    const { windows } = together[0]!;
    const nowMs = clock.nowMs();
    let states: WindowState[] | null = null;
    try {
      if (together.length > 1 && !refusals.find(key, nowMs)) states = await takeFromWindows(database, key, windows, nowMs, together.length);
    } catch {
      await Promise.all(together.map((each) => settle(key, each))); // at once: a database that is away makes them wait once, not one after the other
      return;
    }
    if (states?.every(({ taken }) => taken)) {
      // As if they had come one after the other.
      for (const [at, { resolve }] of together.entries()) resolve(judge(key, states.map((state) => ({ ...state, count: state.count - (together.length - 1 - at) })), nowMs));
    } else for (const each of together) await settle(key, each); // not all fit: as many as do
  }

  /** By its own outcome. Never fails. */
  async function settle(key: string, { windows, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(refusals.find(key, clock.nowMs()) ?? await takeOne(key, windows));
    } catch (error) {
      reject(error);
    }
  }

  async function takeOne(key: string, windows: readonly RateWindow[]): Promise<RateVerdict> {
    const nowMs = clock.nowMs();
    for (let tries = 0; tries < triesMax; tries += 1) {
      const states = await takeFromWindows(database, key, windows, nowMs);
      if (states) return judge(key, states, nowMs);
    }
    return refusedUntil(windows[0]?.most ?? 0, nowMs + 1000, nowMs);
  }

  function judge(key: string, states: readonly WindowState[], nowMs: number): RateVerdict {
    const full = states.filter((state) => state.count >= state.most && (state.full || state.taken));
    const last = full.toSorted((a, b) => endOf(b) - endOf(a))[0];
    if (last) refusals.remember(key, last.most, endOf(last), nowMs);
    if (last && states.some((state) => state.full)) return refusedUntil(last.most, endOf(last), nowMs);
    const tightest = states.toSorted((a, b) => (a.most - a.count) - (b.most - b.count))[0];
    if (!tightest) return { accepted: true, limit: 0, remaining: 0, retryAfterSeconds: 0, resetAtMs: nowMs };
    return { accepted: true, limit: tightest.most, remaining: tightest.most - tightest.count, retryAfterSeconds: 0, resetAtMs: endOf(tightest) };
  }

  return { take, knownRefusal: (key) => refusals.find(key, clock.nowMs()) };
}

function endOf(state: WindowState): number {
  return state.startedAtMs + state.seconds * 1000;
}
