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

/** Limits shared by all processes on one database: accepted requests cost one statement, refused ones none. */
export function createRateLimiter({ database, clock }: { database: Database; clock: Clock }): RateLimiter {
  const refusals = new Refusals();

  async function take(key: string, windows: readonly RateWindow[]): Promise<RateVerdict> {
    const nowMs = clock.nowMs();
    if (windows.length === 0) return { accepted: true, limit: 0, remaining: 0, retryAfterSeconds: 0, resetAtMs: nowMs };
    const known = refusals.find(key, nowMs);
    if (known) return known;
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
