import type { DayRange } from '../log/period-days.ts';
import type { RollupUnit } from './rollup-cells.ts';

/** First days of the unit within the range; each of them lies in it whole. */
export interface UnitRange extends DayRange { readonly unit: RollupUnit }

/** The days, in as few whole years, months and days as the units allow, each day in exactly one of them or, where there are no days among the units, in `rest`. */
export function wholeUnits(units: readonly RollupUnit[], days: DayRange): { readonly ranges: readonly UnitRange[]; readonly rest: readonly DayRange[] } {
  let left: readonly DayRange[] = [days];
  const ranges: UnitRange[] = [];
  for (const unit of ['year', 'month', 'day'] as const) {
    if (!units.includes(unit)) continue;
    left = left.flatMap((range) => {
      const from = range.from === null ? null : startOf(unit, range.from, 'up');
      const before = range.before === null ? null : startOf(unit, range.before, 'down');
      if (from !== null && before !== null && from >= before) return [range];
      ranges.push({ unit, from, before });
      return [
        ...(range.from !== null && range.from < from! ? [{ from: range.from, before: from }] : []),
        ...(range.before !== null && before! < range.before ? [{ from: before, before: range.before }] : []),
      ];
    });
  }
  return { ranges, rest: left };
}

/** The first day of a unit that is not before (not after) the day. */
function startOf(unit: RollupUnit, text: string, way: 'up' | 'down'): string {
  const day = Temporal.PlainDate.from(text);
  const start = unit === 'day' ? day : unit === 'month' ? day.with({ day: 1 }) : day.with({ month: 1, day: 1 });
  if (way === 'down' || start.equals(day)) return start.toString();
  return start.add(unit === 'month' ? { months: 1 } : { years: 1 }).toString();
}
