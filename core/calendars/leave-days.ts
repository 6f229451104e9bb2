import type { CalendarVersion, Leave } from './calendar.ts';
import { epochDayOf, instantOfLocal } from './local-date.ts';

/**
 * Leave as instants of a version's zone: `[from, to)` in epoch seconds, sorted and disjoint, whole local days. Leave whose
 * dates cannot be read or run backwards is none.
 */
export function leaveStretches(version: CalendarVersion, leave: readonly Pick<Leave, 'from' | 'to'>[]): { from: number; to: number }[] {
  const days = leave
    .map(({ from, to }) => ({ first: epochDayOf(from), last: epochDayOf(to) }))
    .filter((range): range is { first: number; last: number } => range.first !== undefined && range.last !== undefined)
    .filter(({ first, last }) => first <= last)
    .toSorted((a, b) => a.first - b.first);
  const merged: { first: number; last: number }[] = [];
  for (const range of days) {
    const before = merged.at(-1);
    if (before && range.first <= before.last + 1) before.last = Math.max(before.last, range.last);
    else merged.push({ ...range });
  }
  return merged.map(({ first, last }) => ({
    from: instantOfLocal(version.zone, first, 0),
    to: instantOfLocal(version.zone, last, 1440),
  }));
}
