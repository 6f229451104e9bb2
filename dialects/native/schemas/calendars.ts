import { Type, type Static } from '@sinclair/typebox';
import { Closed, Id, Instant, Nullable, OneOf } from './shared.ts';

const Span = Type.Unsafe<[string, string]>({ type: 'array', items: { type: 'string', maxLength: 5 }, minItems: 2, maxItems: 2, description: 'Local wall clock, ["09:00", "17:00"]; "24:00" ends a day; an end before the start runs over midnight' });
const Day = Type.Optional(Type.Array(Span, { maxItems: 100 }));

/** A day that is missing is closed. */
export const WeeklyHours = Closed({ mon: Day, tue: Day, wed: Day, thu: Day, fri: Day, sat: Day, sun: Day });
export type WeeklyHours = Static<typeof WeeklyHours>;

const definition = {
  zone: Type.String({ maxLength: 100, description: 'IANA zone' }),
  hours: WeeklyHours,
  backup: Type.Optional(WeeklyHours),
  holidays: Type.Array(Type.String({ maxLength: 10 }), { maxItems: 20_000, description: 'Local dates, "2026-12-25"' }),
};

export const CalendarDefinition = Closed({ ...definition, holidays: Type.Optional(definition.holidays) });
export type CalendarDefinition = Static<typeof CalendarDefinition>;

export const CalendarVersion = Closed({
  ...definition,
  version: Type.Integer(),
  validFrom: Nullable(Instant),
});
export type CalendarVersion = Static<typeof CalendarVersion>;

export const Calendar = Closed({
  id: Id,
  isDefault: Type.Boolean({ description: 'The account\'s own' }),
  channelIds: Type.Array(Id, { description: 'Channels that have it instead of the account\'s' }),
  versions: Type.Array(CalendarVersion, { description: 'Oldest first; the last is in force' }),
});
export type Calendar = Static<typeof Calendar>;

export const Calendars = Closed({ items: Type.Array(Calendar), next: Type.Null() });
export type Calendars = Static<typeof Calendars>;

export const CalendarInput = Closed({
  ...CalendarDefinition.properties,
  fromBeginning: Type.Optional(Type.Boolean({ description: 'Judge all history by it; else it counts from now (a first one always from the beginning)' })),
});
export type CalendarInput = Static<typeof CalendarInput>;

export const CalendarSet = Closed({
  calendarId: Id,
  version: Type.Integer(),
  recomputes: Type.Boolean({ description: 'Figures of the past are counted anew' }),
});
export type CalendarSet = Static<typeof CalendarSet>;

export const CalendarPreviewInput = Closed({
  calendar: CalendarDefinition,
  spans: Type.Array(Closed({ from: Type.String({ maxLength: 40 }), to: Type.String({ maxLength: 40 }) }), { minItems: 1, maxItems: 20 }),
});
export type CalendarPreviewInput = Static<typeof CalendarPreviewInput>;

export const CalendarPreview = Closed({
  spans: Type.Array(Closed({
    businessSeconds: Type.Integer(),
    intervals: Type.Array(Closed({ from: Instant, to: Instant }), { description: 'The open time counted; the first 1,000' }),
  })),
});
export type CalendarPreview = Static<typeof CalendarPreview>;

export const HolidaysFileInput = Closed({ ical: Type.String({ maxLength: 900_000, description: 'The text of an .ics file (RFC 5545)' }) });
export type HolidaysFileInput = Static<typeof HolidaysFileInput>;

export const HolidaysFile = Closed({
  days: Type.Array(Closed({ date: Type.String(), name: Type.String() })),
  skipped: Type.Integer({ description: 'Events that are no whole days, or repeat in a way that is not understood' }),
});
export type HolidaysFile = Static<typeof HolidaysFile>;

export const DueInput = Closed({
  channelId: Type.Optional(Id),
  calendar: Type.Optional(CalendarDefinition),
  at: Type.Optional(Instant),
});
export type DueInput = Static<typeof DueInput>;

export const Due = Closed({
  at: Instant,
  hoursOf: OneOf(['given', 'channel', 'account', 'none'], { description: 'Whose hours counted; none: it is always open' }),
  phase: OneOf(['open', 'backup', 'closed']),
  opensAt: Nullable(Instant),
  goalSeconds: Nullable(Type.Integer({ description: 'The goal for a first reply in business seconds; null: none is set, and nothing is due' })),
  dueAt: Nullable(Instant),
});
export type Due = Static<typeof Due>;
