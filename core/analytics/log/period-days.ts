import type { LogFilter } from './log-filter.ts';

/** Local days from `from` on, before `before`; null: no bound. */
export interface DayRange { readonly from: string | null; readonly before: string | null }

/** The filter's local days, half-open. */
export function periodDays({ fromDay, toDay }: Pick<LogFilter, 'fromDay' | 'toDay'>): DayRange {
  return { from: fromDay ?? null, before: toDay === undefined ? null : Temporal.PlainDate.from(toDay).add({ days: 1 }).toString() };
}

/** Percentiles over so few days are read from the facts, exactly. */
const exactDaysMax = 31;

export function isMonthAtMost({ from, before }: DayRange): boolean {
  return from !== null && before !== null && Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(before), { largestUnit: 'days' }).days <= exactDaysMax;
}
