/** Chance from a seed (mulberry32): the same seed gives the same day. */
export interface Chance {
  /** 0 <= x < 1. */
  readonly next: () => number;
  /** True in this share of cases. */
  readonly hits: (share: number) => boolean;
  readonly between: (min: number, max: number) => number;
  /** Exponential with this mean. */
  readonly exponential: (mean: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

/** `of`: whose chance it is (which stream, which arrival), so that what others draw does not change it. */
export function createChance(seed: number, ...of: readonly number[]): Chance {
  let state = of.reduce((mixed, one) => Math.imul(mixed ^ (one + 1), 0x9e3779b1) >>> 0, seed >>> 0);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    hits: (share) => next() < share,
    between: (min, max) => min + next() * (max - min),
    exponential: (mean) => -Math.log(1 - next()) * mean,
    pick: (items) => items[Math.floor(next() * items.length)]!,
  };
}
