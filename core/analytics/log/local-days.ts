import { invalid } from '#core/kernel/index.ts';
import type { LogFilter } from './log-filter.ts';

/** Half-open range of instants (RFC 3339 UTC); null: no bound. */
export interface InstantRange { readonly from: string | null; readonly before: string | null }

/** The instants of the filter's local days, both inclusive; `names` is how a refusal calls them. A day begins where its first hour does, also where a clock change takes midnight away. */
export function localDays({ fromDay, toDay, zone }: Pick<LogFilter, 'fromDay' | 'toDay' | 'zone'>, names: readonly [from: string, to: string] = ['from', 'to']): InstantRange {
  checkZone(zone);
  const from = fromDay === undefined ? null : parseDay(names[0], fromDay);
  const to = toDay === undefined ? null : parseDay(names[1], toDay);
  if (from && to && Temporal.PlainDate.compare(from, to) > 0) throw invalid(names[0], `must not be after "${names[1]}"`);
  return { from: from && startOf(from, zone), before: to && startOf(to.add({ days: 1 }), zone) };
}

function startOf(day: Temporal.PlainDate, zone: string): string {
  return day.toZonedDateTime(zone).toInstant().toString();
}

function parseDay(field: string, text: string): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw invalid(field, `"${text}" is not a day such as 2024-05-01`);
  const day = plainDate(text);
  if (day === null) throw invalid(field, `there is no day ${text}`);
  if (text < firstDay || text > lastDay) throw invalid(field, `must be a day from ${firstDay} to ${lastDay}`);
  return day;
}

/** A year from the ends of what four digits say: whatever the zone and the day after, PostgreSQL reads the instants. */
const firstDay = '0002-01-01';
const lastDay = '9998-12-31';

function plainDate(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** Names only: an offset such as +02:00 means the opposite to PostgreSQL. */
function checkZone(zone: string): void {
  try {
    if (/^[A-Za-z]/.test(zone) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)) return;
  } catch { /* answered below */ }
  throw invalid('zone', 'is not a time zone such as Europe/Berlin');
}
