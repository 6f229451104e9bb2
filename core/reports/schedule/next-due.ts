import type { ReportTiming } from './report-timing.ts';

/** A leap day and back, and more: whatever the timing, a day lies within it. */
const daysMax = 400;

/**
 * The first instant after `after` (RFC 3339) at which the report is due. A local time that a clock change skips is taken as Temporal's 'compatible' says:
 * so much later (02:30 becomes 03:30); of one that exists twice the first. Each local day has one instant at most, so nothing is due twice.
 */
export function nextDue(timing: ReportTiming, after: string): string {
  const from = Temporal.Instant.from(after);
  const time = Temporal.PlainTime.from(timing.localTime);
  // A day before: where it is late already, the day there may have begun earlier than here.
  let day = from.toZonedDateTimeISO(timing.zone).toPlainDate().subtract({ days: 1 });
  for (let count = 0; count < daysMax; count += 1, day = day.add({ days: 1 })) {
    if (!isItsDay(timing, day)) continue;
    const instant = day.toZonedDateTime({ timeZone: timing.zone, plainTime: time }).toInstant();
    if (Temporal.Instant.compare(instant, from) > 0) return instant.toString();
  }
  throw new Error('a timing that names no day');
}

function isItsDay({ frequency, weekdays, monthMoment, monthDay }: ReportTiming, day: Temporal.PlainDate): boolean {
  switch (frequency) {
    case 'daily': return true;
    case 'weekly': return weekdays.includes(day.dayOfWeek);
    case 'monthly': return day.day === (monthMoment === 'first' ? 1 : monthMoment === 'last' ? day.daysInMonth : Math.min(monthDay ?? 1, day.daysInMonth));
  }
}

/** Of the instants that are due from `first` (one of them) to `now`, the last, and how many came before it. */
export function lastDue(timing: ReportTiming, first: string, now: string): { readonly dueAt: string; readonly missed: number } {
  let dueAt = first;
  let missed = 0;
  for (let next = nextDue(timing, dueAt); Date.parse(next) <= Date.parse(now); next = nextDue(timing, dueAt)) {
    dueAt = next;
    missed += 1;
  }
  return { dueAt, missed };
}
