/**
 * The length of a span in whole seconds: both ends rounded down, then the difference, never negative. So the seconds of spans that follow each
 * other add up to the seconds from the first beginning to the last end, whatever the milliseconds were.
 */
export function wholeSeconds(startedMs: number, endedMs: number): number {
  return Math.max(0, Math.floor(endedMs / 1000) - Math.floor(startedMs / 1000));
}
