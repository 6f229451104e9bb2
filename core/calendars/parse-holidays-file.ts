import { invalid } from '#core/kernel/index.ts';

export interface HolidaysFile {
  /** Ascending, each date once. */
  readonly days: readonly { readonly date: string; readonly name: string }[];
  /** Events that are no whole days, repeat in a way that is not understood, or last longer than a year. */
  readonly skipped: number;
}

const eventsMax = 20_000;
const daysPerEventMax = 366;
const daysMax = 20_000;
/** A yearly repetition without an end is written out for so long after its first day. */
const repeatYears = 15;

/**
 * The whole days of an iCalendar file (RFC 5545), as national holidays and works' closing days are handed around: VEVENTs with
 * `DTSTART;VALUE=DATE` (or a bare date), up to but without DTEND (3.6.1), or of the length that DURATION says in days and weeks; `RRULE:FREQ=YEARLY` by
 * INTERVAL, COUNT and UNTIL, with EXDATE. Cancelled events are left out. Reads text only; anything else in it is passed over.
 */
export function parseHolidaysFile(text: string): HolidaysFile {
  if (!/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text)) throw invalid('ical', 'is no iCalendar file: it does not begin with BEGIN:VCALENDAR', 'no-calendar-file');
  const byDate = new Map<string, string>();
  let skipped = 0;
  let events = 0;
  let event: Map<string, string[]> | null = null;
  for (const line of unfold(text)) {
    if (/^BEGIN:VEVENT$/i.test(line)) event = new Map();
    else if (/^END:VEVENT$/i.test(line) && event) {
      events += 1;
      if (events > eventsMax) throw invalid('ical', `has more than ${eventsMax} events`, 'no-calendar-file');
      const days = daysOf(event);
      if (days === null) skipped += 1;
      for (const day of days ?? []) byDate.set(day, byDate.get(day) ?? summaryOf(event));
      if (byDate.size > daysMax) throw invalid('ical', `has more than ${daysMax} days`, 'no-calendar-file');
      event = null;
    } else if (event) addProperty(event, line);
  }
  return { days: [...byDate].map(([date, name]) => ({ date, name })).toSorted((a, b) => (a.date < b.date ? -1 : 1)), skipped };
}

/** Content lines (3.1): a line that begins with a blank goes on the one before. */
function unfold(text: string): string[] {
  return text.replace(/\r\n?/g, '\n').replace(/\n[ \t]/g, '').split('\n').map((line) => line.trimEnd());
}

/** Name without its parameters -> its values; the dates of a list apart. */
function addProperty(event: Map<string, string[]>, line: string): void {
  const colon = /^([A-Za-z-]+)((?:;(?:"[^"]*"|[^:"])*)?):(.*)$/.exec(line);
  if (!colon) return;
  const name = colon[1]!.toUpperCase();
  event.set(name, [...(event.get(name) ?? []), ...(name === 'EXDATE' ? colon[3]!.split(',') : [colon[3]!])]);
}

function summaryOf(event: Map<string, string[]>): string {
  const text = (event.get('SUMMARY')?.[0] ?? '').replace(/\\n/gi, ' ').replace(/\\([\\;,])/g, '$1');
  return text.toWellFormed().replace(/\p{Cc}+/gu, ' ').trim().slice(0, 200);
}

/** Its local dates; null where it is no matter of whole days, or repeats in another way than yearly. */
function daysOf(event: Map<string, string[]>): string[] | null {
  const first = dateOf(event.get('DTSTART')?.[0]);
  if (!first) return null;
  if (event.get('STATUS')?.[0]?.toUpperCase() === 'CANCELLED') return [];
  const length = lengthOf(first, event);
  const starts = startsOf(first, event.get('RRULE')?.[0]);
  if (length === null || starts === null || event.has('RDATE')) return null;
  const except = new Set((event.get('EXDATE') ?? []).map((text) => dateOf(text)?.toString()));
  return starts.filter((start) => !except.has(start.toString()))
    .flatMap((start) => Array.from({ length }, (_, at) => start.add({ days: at }).toString()));
}

function dateOf(text: string | undefined): Temporal.PlainDate | null {
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text?.trim() ?? '');
  if (!parts) return null;
  try {
    return Temporal.PlainDate.from({ year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) }, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** In days; an event without an end has one (3.6.1). */
function lengthOf(first: Temporal.PlainDate, event: Map<string, string[]>): number | null {
  const [end, duration] = [event.get('DTEND')?.[0], event.get('DURATION')?.[0]];
  if (duration !== undefined) {
    const parts = /^P(?:(\d{1,3})W|(\d{1,3})D)$/i.exec(duration.trim());
    return parts ? bounded(Number(parts[1] ?? 0) * 7 + Number(parts[2] ?? 0)) : null;
  }
  if (end === undefined) return 1;
  const last = dateOf(end);
  return last && bounded(Math.max(1, first.until(last, { largestUnit: 'day' }).days));
}

function bounded(days: number): number | null {
  return days >= 1 && days <= daysPerEventMax ? days : null;
}

function startsOf(first: Temporal.PlainDate, rule: string | undefined): Temporal.PlainDate[] | null {
  if (rule === undefined) return [first];
  const parts = new Map(rule.toUpperCase().split(';').map((part) => part.split('=', 2) as [string, string | undefined]));
  if (parts.get('FREQ') !== 'YEARLY') return null;
  for (const key of parts.keys()) if (!['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYMONTH', 'BYMONTHDAY'].includes(key)) return null;
  if ((parts.has('BYMONTH') && parts.get('BYMONTH') !== String(first.month)) || (parts.has('BYMONTHDAY') && parts.get('BYMONTHDAY') !== String(first.day))) return null;
  const every = Number(parts.get('INTERVAL') ?? 1);
  const count = Number(parts.get('COUNT') ?? repeatYears + 1);
  const until = parts.has('UNTIL') ? dateOf(parts.get('UNTIL')?.slice(0, 8)) : first.add({ years: repeatYears });
  if (!Number.isInteger(every) || every < 1 || !Number.isInteger(count) || count < 1 || until === null) return null;
  const starts: Temporal.PlainDate[] = [];
  // A count counts the days that are there: 29 February repeats in leap years only.
  for (let year = 0; starts.length < count && year <= 200; year += every) {
    const next = first.add({ years: year });
    if (Temporal.PlainDate.compare(next, until) > 0) break;
    if (next.day === first.day) starts.push(next);
  }
  return starts;
}
