const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Between one try and the next: ten tries in 75 hours and a half. */
const delaysMs = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

export const attemptsMax = delaysMs.length + 1;

/** What waits for a failing receiver is given up after this, as one that was tried so long. */
export const patienceMs = 76 * hour;

/** A receiver may ask for no more patience than this. */
export const retryAfterMsMax = 24 * hour;

/** Milliseconds from try number `attempts` (from 1) to the next, each up to a tenth longer, so that what failed together does not come back together. */
export function retryDelayMs(attempts: number, random: () => number = Math.random): number {
  return Math.round(delaysMs[Math.min(Math.max(attempts, 1), delaysMs.length) - 1]! * (1 + random() / 10));
}

const probePausesMs = [5, 15, 30, 60, 120, 300].map((seconds) => seconds * second);

/** From failure number `failures` of a receiver (from 1) to the next delivery that tries it: 5, 15, 30 s, 1, 2 and then 5 min. */
export function probePauseMs(failures: number): number {
  return probePausesMs[Math.min(Math.max(failures, 1), probePausesMs.length) - 1]!;
}
