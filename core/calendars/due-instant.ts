import type { CalendarVersion } from './calendar.ts';
import { versionStretches } from './version-stretches.ts';

/** How far ahead a due instant is looked for, seconds: 1,000 years. What is not due by then is never due. */
const horizonSeconds = 365_250 * 86_400;

/**
 * The earliest instant (epoch ms) by which `seconds` of business time have passed since `startMs`; null = never, because nothing
 * opens or not enough does. Time that runs out exactly when the office closes is due at that closing, not at the next opening.
 * Nothing to wait for is due at the start. Each instant is judged by the version in force. Throws RangeError for a number of
 * seconds that is not whole or below 0.
 */
export function dueInstant(versions: readonly CalendarVersion[], startMs: number, seconds: number): number | null {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError(`business seconds must be a whole number from 0 up, not ${seconds}`);
  const start = Math.floor(startMs / 1000);
  if (seconds === 0) return start * 1000;
  if (versions.length === 0) return seconds <= horizonSeconds ? (start + seconds) * 1000 : null;
  let left = seconds;
  for (const { open, from, to } of versionStretches(versions, start, start + horizonSeconds)) {
    const due = open.reach(from, left, to);
    if (due !== undefined) return due * 1000;
    left -= open.count(from, to);
  }
  return null;
}
