/** Days of the week as calendars name them, Monday first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export type Weekday = (typeof weekdays)[number];

/** Local wall clock `[from, to)`, each "HH:MM", "24:00" allowed as the end; `to` before `from` runs into the next day. */
export type HourSpan = readonly [from: string, to: string];

/** Spans by day of the week. A day that is missing or empty is closed. */
export type WeeklyHours = { readonly [day in Weekday]?: readonly HourSpan[] };

/** What somebody writes down about when they work, without saying since when. */
export type CalendarDefinition = {
  /** IANA zone name, for example "Europe/Berlin". */
  readonly zone: string;
  /** Open hours: the only business time. */
  readonly hours: WeeklyHours;
  /** Hours of the backup phase. Never business time; where both overlap, open wins. */
  readonly backup?: WeeklyHours;
  /** Local dates "YYYY-MM-DD" on which everything is closed, from local midnight to local midnight. */
  readonly holidays: readonly string[];
};

/**
 * One version of a calendar, in force from `validFrom` until the next version's `validFrom`.
 * A value: it is never changed, so its compiled hours are remembered by object and by content.
 */
export type CalendarVersion = CalendarDefinition & {
  readonly calendarId: number;
  readonly version: number;
  /** Epoch ms; null = from the beginning of time. */
  readonly validFrom: number | null;
};

/** Days on which an agent is away: local dates "YYYY-MM-DD" of the calendar's zone, both included. */
export type Leave = { readonly agentId: number; readonly from: string; readonly to: string };

/** What a calendar says about an instant. */
export type Phase = 'open' | 'backup' | 'closed';
