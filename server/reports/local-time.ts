/** An instant as wall-clock time of a zone: `2026-11-26 09:00:00`. */
export function localTime(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime().round('second').toString().replace('T', ' ').slice(0, 19);
}
