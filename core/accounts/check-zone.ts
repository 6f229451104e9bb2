import { invalid } from '#core/kernel/index.ts';

/** An IANA time zone; an offset such as +01:00 is none, because it knows no clock changes. */
export function checkZone(zone: string): string {
  if (/^[A-Za-z]/.test(zone)) {
    try {
      return Temporal.Now.zonedDateTimeISO(zone).timeZoneId;
    } catch { /* said below */ }
  }
  throw invalid('zone', `"${zone}" is no time zone; use an IANA name such as Europe/Berlin`, 'no-zone');
}
