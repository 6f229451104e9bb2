import { weekdays, type CalendarDefinition, type WeeklyHours, type Weekday } from './calendar.ts';
import { epochDayOf } from './local-date.ts';
import { cutAtMidnight, formatMinutes, minuteWeek, parseMinutes, weeklyHours, type MinuteSpan } from './weekly-hours.ts';

/** What is wrong and where: `path` like "hours.mon[0]", "" for the whole. */
export type CalendarError = { readonly path: string; readonly message: string };

export type ParsedCalendar =
  | { readonly ok: true; readonly value: CalendarDefinition }
  | { readonly ok: false; readonly errors: readonly CalendarError[] };

/** More closed dates than two centuries of weekends: a mistake, or somebody's test of patience. */
const holidaysMax = 20_000;
const spansPerDayMax = 100;

type Report = (path: string, message: string) => void;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseZone(value: unknown, report: Report): string {
  if (typeof value !== 'string' || value === '') {
    report('zone', 'a time zone name is needed, for example "Europe/Berlin"');
    return 'UTC';
  }
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value).timeZoneId;
  } catch {
    report('zone', `there is no time zone "${value}"`);
    return 'UTC';
  }
}

function parseSpan(value: unknown, path: string, report: Report): MinuteSpan | undefined {
  if (!Array.isArray(value) || value.length !== 2) {
    report(path, 'a span is a pair of times, for example ["09:00", "17:00"]');
    return undefined;
  }
  const [from, to] = value.map((text: unknown, index) => {
    const minutes = typeof text === 'string' ? parseMinutes(text) : undefined;
    if (minutes === undefined) report(`${path}[${index}]`, `${JSON.stringify(text)} is not a time from "00:00" to "24:00"`);
    return minutes;
  });
  if (from === undefined || to === undefined) return undefined;
  if (from === to) report(path, 'a span cannot end when it starts; a whole day is ["00:00", "24:00"]');
  else if (from === 1440) report(path, 'a span cannot start at "24:00"; start it at "00:00" of the next day');
  else return [from, to];
  return undefined;
}

function reportOverlaps(parts: readonly { span: MinuteSpan; path: string }[], day: string, report: Report): void {
  const sorted = parts.toSorted((a, b) => a.span[0] - b.span[0]);
  for (const [index, part] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before && before.span[1] > part.span[0]) {
      report(part.path, `overlaps ${before.path} on ${day} from ${formatMinutes(part.span[0])}`);
    }
  }
}

function parseHours(value: unknown, name: string, report: Report): WeeklyHours {
  if (!isObject(value)) {
    report(name, 'weekly hours are needed, for example {"mon": [["09:00", "17:00"]]}');
    return {};
  }
  const parts = new Map<Weekday, { span: MinuteSpan; path: string }[]>(weekdays.map((day) => [day, []]));
  const hours: Partial<Record<Weekday, [string, string][]>> = {};
  for (const [key, spans] of Object.entries(value)) {
    const day = weekdays.find((known) => known === key);
    if (!day) report(`${name}.${key}`, `unknown day; days are ${weekdays.join(', ')}`);
    else if (!Array.isArray(spans)) report(`${name}.${key}`, 'a day is a list of spans; a closed day is an empty list');
    else if (spans.length > spansPerDayMax) report(`${name}.${key}`, `more than ${spansPerDayMax} spans in a day`);
    else {
      for (const [index, span] of spans.entries()) {
        const path = `${name}.${key}[${index}]`;
        const minutes = parseSpan(span, path, report);
        if (!minutes) continue
        (hours[day] ??= []).push([formatMinutes(minutes[0]), formatMinutes(minutes[1])]);
        for (const part of cutAtMidnight(...minutes)) {
          const of = weekdays[(weekdays.indexOf(day) + part.dayOffset) % 7];
          if (of) parts.get(of)?.push({ span: part.span, path });
        }
      }
    }
  }
  for (const [day, ofDay] of parts) reportOverlaps(ofDay, day, report);
  return weeklyHours(minuteWeek(hours));
}

function parseHolidays(value: unknown, report: Report): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    report('holidays', 'a list of dates is needed, for example ["2026-12-25"]');
    return [];
  }
  if (value.length > holidaysMax) {
    report('holidays', `more than ${holidaysMax} dates`);
    return [];
  }
  const dates = new Set<string>();
  for (const [index, date] of value.entries()) {
    if (typeof date === 'string' && epochDayOf(date) !== undefined) dates.add(date);
    else report(`holidays[${index}]`, `${JSON.stringify(date)} is not a date of the form "2026-12-25"`);
  }
  return [...dates].toSorted();
}

/**
 * Reads `{"zone", "hours", "backup"?, "holidays"?}` as somebody wrote it. All mistakes are reported at once. The value is normal:
 * zone in its official spelling, spans sorted, overnight spans as two parts, closed days left out, dates sorted and unique.
 */
export function parseCalendar(json: unknown): ParsedCalendar {
  const errors: CalendarError[] = [];
  const report: Report = (path, message) => errors.push({ path, message });
  if (!isObject(json)) return { ok: false, errors: [{ path: '', message: 'a calendar is an object with zone and hours' }] };
  for (const key of Object.keys(json)) {
    if (!['zone', 'hours', 'backup', 'holidays'].includes(key)) report(key, 'unknown key; a calendar has zone, hours, backup and holidays');
  }
  const zone = parseZone(json['zone'], report);
  const hours = parseHours(json['hours'], 'hours', report);
  const backup = json['backup'] === undefined ? undefined : parseHours(json['backup'], 'backup', report);
  const holidays = parseHolidays(json['holidays'], report);
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: { zone, hours, ...(backup ? { backup } : {}), holidays } };
}
