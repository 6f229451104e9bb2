import type { ParsedMail } from '../parse/parsed-mail.ts';
import type { MessageTime } from '../take-in/incoming-mail.ts';

/** A mail cannot have been sent before mail was, nor after it was read (a day for clocks that are wrong). */
const earliestMs = Date.UTC(1971, 0, 1);
const aheadMaxMs = 86_400_000;

/**
 * Message time of a mail that comes from a file: the Date header, because nothing better is known (design: mbox, eml). Where that is
 * missing or impossible, the top Received header; else the instant of the import. `zone` is for a Date that names none.
 */
export function messageTimeFromFile(mail: Pick<ParsedMail, 'date' | 'dateHasNoZone' | 'receivedAt'>, nowMs: number, zone: string | null): MessageTime {
  const date = mail.date !== null && mail.dateHasNoZone && zone !== null ? inZone(mail.date, zone) : mail.date;
  if (date !== null && isPlausible(date, nowMs)) return { at: date, source: 'date', flags: [] };
  const flags = [mail.date === null ? 'date-missing' : 'date-impossible'];
  if (mail.receivedAt !== null && isPlausible(mail.receivedAt, nowMs)) return { at: mail.receivedAt, source: 'received', flags };
  return { at: new Date(nowMs).toISOString(), source: 'import', flags };
}

/** Between the first mails ever and a day from now. */
export function isPlausible(instant: string, nowMs: number): boolean {
  const ms = Date.parse(instant);
  return ms >= earliestMs && ms <= nowMs + aheadMaxMs;
}

/** The wall clock of the text, in the zone. */
function inZone(instant: string, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO('UTC').toPlainDateTime().toZonedDateTime(zone).toInstant().toString();
}
