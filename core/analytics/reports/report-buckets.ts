import { invalid } from '#core/kernel/index.ts';

export const reportGroups = ['hour', 'day', 'week', 'month', 'year'] as const;
export type ReportGroup = (typeof reportGroups)[number];

/** Half-open, RFC 3339 UTC. */
export interface ReportPeriod { readonly from: string; readonly before: string }

/** More would be a list that nobody reads and a page that nobody can show. */
const bucketsMax = 2_000;

/**
 * The instants at which the local hours, days, weeks (from Monday), months or years of a period begin, in order; the first holds `from`. `zone`: an IANA name or a fixed
 * offset such as `-05:30`. A day begins where its first hour does, also where a clock change takes midnight away.
 */
export function reportBuckets({ from, before }: ReportPeriod, group: ReportGroup, zone: string): string[] {
  const end = Temporal.Instant.from(before);
  const starts: Temporal.ZonedDateTime[] = [];
  for (let at = beginOf(Temporal.Instant.from(from).toZonedDateTimeISO(zone), group); Temporal.Instant.compare(at.toInstant(), end) < 0; at = next(at, group)) {
    if (starts.length === bucketsMax) throw invalid('until', `makes more than ${bucketsMax} groups: take longer groups or a shorter period`, 'too-many-groups', { max: bucketsMax });
    starts.push(at);
  }
  return starts.map((at) => at.toInstant().toString());
}

/** Throws `invalid` for a period that ends before it begins. */
export function checkPeriod({ from, before }: ReportPeriod): void {
  if (!(Date.parse(from) < Date.parse(before))) throw invalid('until', 'must be after "since"', 'period-backwards');
}

function beginOf(at: Temporal.ZonedDateTime, group: ReportGroup): Temporal.ZonedDateTime {
  if (group === 'hour') return at.round({ smallestUnit: 'hour', roundingMode: 'floor' });
  const day = at.toPlainDate();
  const first = group === 'day' ? day : group === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : group === 'month' ? day.with({ day: 1 }) : day.with({ day: 1, month: 1 });
  return first.toZonedDateTime(at.timeZoneId);
}

function next(at: Temporal.ZonedDateTime, group: ReportGroup): Temporal.ZonedDateTime {
  if (group === 'hour') return at.add({ hours: 1 });
  return at.toPlainDate().add({ [`${group}s`]: 1 }).toZonedDateTime(at.timeZoneId);
}
