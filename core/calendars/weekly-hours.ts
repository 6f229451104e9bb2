import { weekdays, type HourSpan, type WeeklyHours, type Weekday } from './calendar.ts';

/** Minutes since local midnight, `[from, to)`, at most 1440. */
export type MinuteSpan = readonly [from: number, to: number];

/** Minute spans of each day, Monday first, sorted; overnight spans already cut at midnight. */
export type MinuteWeek = readonly (readonly MinuteSpan[])[];

const minutesPerDay = 24 * 60;

/** Minutes since midnight of "HH:MM" (00:00 to 24:00), or undefined where the text is no such time. */
export function parseMinutes(text: string): number | undefined {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  if (!match) return undefined;
  const hours = Number(match[1]);
  const minutes = Number(match[2]);
  if (hours > 24 || minutes > 59 || (hours === 24 && minutes > 0)) return undefined;
  return hours * 60 + minutes;
}

/** "HH:MM" of minutes since midnight. */
export function formatMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The parts of one span as (days after its own, minutes): one part, or two where it runs past midnight. */
export function cutAtMidnight(from: number, to: number): readonly { readonly dayOffset: 0 | 1; readonly span: MinuteSpan }[] {
  if (from < to) return [{ dayOffset: 0, span: [from, to] }];
  const evening = { dayOffset: 0, span: [from, minutesPerDay] } as const;
  return to === 0 ? [evening] : [evening, { dayOffset: 1, span: [0, to] }];
}

/** Compiles weekly hours. The hours are taken as valid (see `parseCalendar`); a time that cannot be read throws. */
export function minuteWeek(hours: WeeklyHours): MinuteWeek {
  const week: MinuteSpan[][] = weekdays.map(() => []);
  for (const [index, day] of weekdays.entries()) {
    for (const [fromText, toText] of hours[day] ?? []) {
      const from = parseMinutes(fromText);
      const to = parseMinutes(toText);
      if (from === undefined || to === undefined) throw new RangeError(`not a time of day: ${fromText} to ${toText}`);
      for (const part of cutAtMidnight(from, to)) week[(index + part.dayOffset) % 7]?.push(part.span);
    }
  }
  for (const spans of week) spans.sort((a, b) => a[0] - b[0]);
  return week;
}

/** The stored form of a compiled week: sorted spans, overnight ones as two parts, closed days left out. */
export function weeklyHours(week: MinuteWeek): WeeklyHours {
  const hours: Partial<Record<Weekday, HourSpan[]>> = {};
  for (const [index, day] of weekdays.entries()) {
    const spans = week[index] ?? [];
    if (spans.length > 0) hours[day] = spans.map(([from, to]): HourSpan => [formatMinutes(from), formatMinutes(to)]);
  }
  return hours;
}
