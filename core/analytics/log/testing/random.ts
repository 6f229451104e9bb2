import { seededRandom as uniform } from '#testkit/corpora/seeded-random.ts';

/** Chance from a seed: the same seed gives the same run . */
export interface Random {
  /** A whole number from 0 to below `below`. */
  below(below: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Some of them, each with this probability, in their order. */
  some<T>(from: readonly T[], probability: number): T[];
}

export function seededRandom(seed: number): Random {
  const next = uniform(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: <T>(from: readonly T[]) => from[below(from.length)] as T,
    some: (from, probability) => from.filter(() => next() < probability),
  };
}
