import { systemClock, type Clock } from '#core/kernel/index.ts';

/** An instant stands still, `instant+` runs on from it. Throws where the text is neither. */
export function parseClock(text: string): Clock {
  const runsOn = text.endsWith('+');
  const instant = runsOn ? text.slice(0, -1) : text;
  let startMs: number;
  try {
    startMs = Temporal.Instant.from(instant).epochMilliseconds;
  } catch {
    throw new Error('is not an instant (RFC 3339 with a zone; "+" at the end lets the clock run on from it)');
  }
  if (!runsOn) return { nowMs: () => startMs };
  const offsetMs = startMs - systemClock.nowMs();
  return { nowMs: () => systemClock.nowMs() + offsetMs };
}
