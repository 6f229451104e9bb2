import type { CalendarVersion, Leave } from './calendar.ts';
import { leaveStretches } from './leave-days.ts';
import { versionStretches } from './version-stretches.ts';

export type BusinessOptions = {
  /** Leave of the one agent whose time is counted: its days do not count. */
  readonly leave?: readonly Pick<Leave, 'from' | 'to'>[];
};

/** Seconds of business time, and the numbers of the versions that judged the span, in order of force. */
export type BusinessTime = { readonly seconds: number; readonly versions: readonly number[] };

/**
 * Business time in `[startMs, endMs)`: real elapsed seconds inside open hours, each instant judged by the version in force.
 * Instants are epoch ms and are cut to whole seconds first, so parts always add up to the whole. A span that runs backwards has 0.
 * Without any version there is no calendar, and every second counts.
 */
export function businessSeconds(
  versions: readonly CalendarVersion[],
  startMs: number,
  endMs: number,
  options?: BusinessOptions,
): BusinessTime {
  const from = Math.floor(startMs / 1000);
  const to = Math.max(from, Math.floor(endMs / 1000));
  if (versions.length === 0) return { seconds: to - from, versions: [] };
  let seconds = 0;
  const used: number[] = [];
  for (const stretch of versionStretches(versions, from, to)) {
    seconds += stretch.open.count(stretch.from, stretch.to);
    used.push(stretch.version.version);
    for (const away of options?.leave?.length ? leaveStretches(stretch.version, options.leave) : []) {
      seconds -= stretch.open.count(Math.max(away.from, stretch.from), Math.min(away.to, stretch.to));
    }
  }
  return { seconds, versions: used };
}
