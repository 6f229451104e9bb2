import { invalid } from '#core/kernel/index.ts';

/** Today up to now, RFC 3339 UTC; `reachFrom`: spans that began before it are not looked at. */
export interface Window { readonly from: string; readonly now: string; readonly reachFrom: string }

const dayMs = 86_400_000;

/** From midnight in the zone to `now`. A day begins where its first hour does, also where a clock change takes midnight away. */
export function todayUntil(now: string, zone: string): Window {
  const from = startOfDay(Temporal.Instant.from(now).toZonedDateTimeISO(knownZone(zone)).toPlainDate(), zone);
  return { from, now, reachFrom: new Date(Date.parse(from) - dayMs).toISOString() };
}

/** The instant at which a local day begins. */
export function startOfDay(day: Temporal.PlainDate, zone: string): string {
  return new Date(day.toZonedDateTime(zone).epochMilliseconds).toISOString();
}

export function knownZone(zone: string): string {
  try {
    if (/^[A-Za-z]/.test(zone) && Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)) return zone;
  } catch { /* answered below */ }
  throw invalid('zone', 'is not a time zone such as Europe/Berlin', 'no-zone');
}
