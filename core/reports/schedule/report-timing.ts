import { checkZone } from '#core/accounts/index.ts';
import { invalid } from '#core/kernel/index.ts';

export const frequencies = ['daily', 'weekly', 'monthly'] as const;
export type Frequency = (typeof frequencies)[number];
export const monthMoments = ['first', 'last', 'day'] as const;
export type MonthMoment = (typeof monthMoments)[number];

/** When a report goes out by itself. */
export interface ReportTiming {
  readonly frequency: Frequency;
  /** weekly: ISO, 1 Monday to 7 Sunday, ascending, one at least. Else empty. */
  readonly weekdays: readonly number[];
  /** monthly: on which day. Else null. */
  readonly monthMoment: MonthMoment | null;
  /** monthly on `day`: 1 to 31; a month without it has its turn on its last day. Else null. */
  readonly monthDay: number | null;
  /** HH:MM:SS in `zone`. */
  readonly localTime: string;
  readonly zone: string;
}

/** What does not belong to the frequency is left out; what it needs and lacks is `invalid`. */
export function checkTiming({ frequency, weekdays, monthMoment, monthDay, localTime, zone }: ReportTiming): ReportTiming {
  if (!frequencies.includes(frequency)) throw invalid('frequency', `must be one of ${frequencies.join(', ')}`, 'report-word');
  if (!/^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(localTime)) throw invalid('localTime', 'must be a time such as 09:00:00', 'report-time');
  const common = { frequency, localTime, zone: checkZone(zone) };
  switch (frequency) {
    case 'daily': return { ...common, weekdays: [], monthMoment: null, monthDay: null };
    case 'weekly': return { ...common, weekdays: checkWeekdays(weekdays), monthMoment: null, monthDay: null };
    case 'monthly': return { ...common, weekdays: [], ...checkMonth(monthMoment, monthDay) };
  }
}

function checkWeekdays(given: readonly number[]): number[] {
  const weekdays = [...new Set(given)].toSorted((a, b) => a - b);
  if (weekdays.length === 0) throw invalid('weekdays', 'must name a day at least', 'report-weekdays');
  for (const day of weekdays) if (!Number.isInteger(day) || day < 1 || day > 7) throw invalid('weekdays', 'must be days from 1 (Monday) to 7 (Sunday)', 'report-weekdays');
  return weekdays;
}

function checkMonth(moment: MonthMoment | null, day: number | null): { monthMoment: MonthMoment; monthDay: number | null } {
  if (moment === null || !monthMoments.includes(moment)) throw invalid('monthMoment', `must be one of ${monthMoments.join(', ')}`, 'report-month-day');
  if (moment !== 'day') return { monthMoment: moment, monthDay: null };
  if (day === null || !Number.isInteger(day) || day < 1 || day > 31) throw invalid('monthDay', 'must be a day from 1 to 31', 'report-month-day');
  return { monthMoment: moment, monthDay: day };
}
