/**
 * Durations in the document's forms, from all its examples.
 *
 * Rows of the logs: every part from the largest that is not zero down to seconds, two digits each: `00s` (0), `01m:25s` (85), `37m:10s` (2230),
 * `24m:25s` (1465), `03h:21m:09s` (12069), `13h:54m:57s` (50097). Hours go on past 24: `109h:10m` and `2586h:20m` stand elsewhere in it.
 * Nothing to show: `N/A`.
 */
export function friendlyDuration(seconds: number | null): string {
  if (seconds === null) return 'N/A';
  const { hours, minutes, rest } = split(seconds);
  if (hours > 0) return `${two(hours)}h:${two(minutes)}m:${two(rest)}s`;
  return minutes > 0 ? `${two(minutes)}m:${two(rest)}s` : `${two(rest)}s`;
}

/**
 * Means in `stats`: as above, but from an hour on without seconds, and cut, not rounded: `01h:43m` (6204.11), `01h:37m` (5855.54, whose 35 s would
 * round up), `05h:53m` (21203.58), `06h:03m` (21806.18). Below an hour the document has no example of a mean; minutes and seconds are two parts again.
 */
export function friendlyMean(seconds: number | null): string {
  if (seconds === null) return 'N/A';
  const { hours, minutes } = split(seconds);
  return hours > 0 ? `${two(hours)}h:${two(minutes)}m` : friendlyDuration(seconds);
}

function split(seconds: number): { hours: number; minutes: number; rest: number } {
  const whole = Math.floor(Math.max(0, seconds));
  return { hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60), rest: whole % 60 };
}

function two(part: number): string {
  return String(part).padStart(2, '0');
}
