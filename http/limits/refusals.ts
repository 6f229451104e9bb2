import type { RateVerdict } from './rate-windows.ts';

interface Refusal { readonly limit: number; readonly untilMs: number; readonly sinceMs: number }

/** Keys known to be full, so that refusing costs no database. Bounded: the oldest knowledge goes first, and is then learnt again. */
export class Refusals {
  readonly #known = new Map<string, Refusal>();
  readonly #entriesMax: number;

  constructor(entriesMax = 20_000) {
    this.#entriesMax = entriesMax;
  }

  remember(key: string, limit: number, untilMs: number, sinceMs: number): void {
    this.#known.delete(key);
    this.#known.set(key, { limit, untilMs, sinceMs });
    if (this.#known.size > this.#entriesMax) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
  }

  /** The refusal, or null where the key may try. A clock set back makes the knowledge worthless. */
  find(key: string, nowMs: number): RateVerdict | null {
    const refusal = this.#known.get(key);
    if (!refusal) return null;
    if (nowMs >= refusal.untilMs || nowMs < refusal.sinceMs) {
      this.#known.delete(key);
      return null;
    }
    return refusedUntil(refusal.limit, refusal.untilMs, nowMs);
  }
}

export function refusedUntil(limit: number, untilMs: number, nowMs: number): RateVerdict {
  return { accepted: false, limit, remaining: 0, retryAfterSeconds: Math.ceil((untilMs - nowMs) / 1000), resetAtMs: untilMs };
}
