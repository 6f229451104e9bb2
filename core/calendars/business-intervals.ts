import type { BusinessOptions } from './business-seconds.ts';
import type { CalendarVersion } from './calendar.ts';
import { leaveStretches } from './leave-days.ts';
import { versionStretches } from './version-stretches.ts';

/** `[from, to)` in epoch ms, whole seconds; `version` is null where there is no calendar. */
export type BusinessInterval = { readonly from: number; readonly to: number; readonly version: number | null };

type Seconds = { from: number; to: number };

function without(intervals: readonly Seconds[], away: readonly Seconds[]): Seconds[] {
  return away.reduce<Seconds[]>(
    (left, gap) =>
      left.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, gap.from) },
          { from: Math.max(from, gap.to), to },
        ].filter((part) => part.from < part.to),
      ),
    [...intervals],
  );
}

/**
 * The intervals that `businessSeconds` counts for the same arguments, in order: their lengths add up to its seconds. Open time
 * that continues over midnight is one interval; a change of version always cuts.
 */
export function businessIntervals(
  versions: readonly CalendarVersion[],
  startMs: number,
  endMs: number,
  options?: BusinessOptions,
): BusinessInterval[] {
  const start = Math.floor(startMs / 1000);
  const end = Math.floor(endMs / 1000);
  if (end <= start) return [];
  if (versions.length === 0) return [{ from: start * 1000, to: end * 1000, version: null }];
  return versionStretches(versions, start, end).flatMap((stretch) => {
    const open = stretch.open.intervals(stretch.from, stretch.to);
    const counted = options?.leave?.length ? without(open, leaveStretches(stretch.version, options.leave)) : open;
    return counted.map(({ from, to }) => ({ from: from * 1000, to: to * 1000, version: stretch.version.version }));
  });
}
