const minute = 60_000;
/** RFC 5321 4.5.4.1 asks for a first try again after about half an hour and for four to five days in all; people who answer wait for it, so we begin sooner. */
const delaysMs = [1, 5, 15, 30, 60, 120, 240].map((minutes) => minutes * minute);

/** After this since the first try a mail has failed. */
export const giveUpMs = 3 * 24 * 60 * minute;

/** Milliseconds from try number `attempts` (from 1) to the next: 1, 5, 15, 30 min, 1, 2 and then 4 h, each up to a tenth longer, so that mails which failed together do not come back together. */
export function retryAtMs(attempts: number, random: () => number = Math.random): number {
  return Math.round(delaysMs[Math.min(Math.max(attempts, 1), delaysMs.length) - 1]! * (1 + random() / 10));
}
