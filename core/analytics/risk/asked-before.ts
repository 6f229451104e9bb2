import { businessSeconds, type CalendarVersion } from '#core/calendars/index.ts';

/** Nothing that waits is looked for further back. */
const reachSeconds = 20 * 366 * 86_400;

/**
 * The instant (epoch ms, a whole second) before which a question must have come for at least `seconds` of business time to have passed by `nowMs`; null: however old it is, not so
 * much has. Who waits longer has waited no less business time, so it is found by halving.
 */
export function askedBefore(versions: readonly CalendarVersion[], nowMs: number, seconds: number): number | null {
  const now = Math.floor(nowMs / 1_000);
  const hasPassed = (ago: number): boolean => businessSeconds(versions, (now - ago) * 1_000, now * 1_000).seconds >= seconds;
  let enough = Math.max(1, seconds);
  while (!hasPassed(enough)) {
    if (enough >= reachSeconds) return null;
    enough = Math.min(reachSeconds, enough * 2);
  }
  let tooLittle = seconds - 1; // business time is never more than time
  while (enough - tooLittle > 1) {
    const middle = Math.floor((enough + tooLittle) / 2);
    if (hasPassed(middle)) enough = middle;
    else tooLittle = middle;
  }
  return (now - enough + 1) * 1_000;
}
