import type { Frequency } from './report-timing.ts';

/** Local days, both inclusive. */
export interface ReportPeriod { readonly fromDay: string; readonly toDay: string }

/**
 * The days that a report covers which is due at `dueAt` in `zone`: a day, seven days or a month that end with the day itself (`includesToday`) or the day before. A month that
 * ends with the last day of a calendar month is that calendar month, whatever its length; else it begins on the day after the same day of the month before.
 */
export function reportPeriod({ frequency, includesToday, zone, dueAt }: { frequency: Frequency; includesToday: boolean; zone: string; dueAt: string }): ReportPeriod {
  const today = Temporal.Instant.from(dueAt).toZonedDateTimeISO(zone).toPlainDate();
  const to = includesToday ? today : today.subtract({ days: 1 });
  return { fromDay: firstDay(frequency, to).toString(), toDay: to.toString() };
}

function firstDay(frequency: Frequency, to: Temporal.PlainDate): Temporal.PlainDate {
  switch (frequency) {
    case 'daily': return to;
    case 'weekly': return to.subtract({ days: 6 });
    case 'monthly': return to.day === to.daysInMonth ? to.with({ day: 1 }) : to.subtract({ months: 1 }).add({ days: 1 });
  }
}
