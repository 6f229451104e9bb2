import { dueInstant, type CalendarVersion } from '#core/calendars/index.ts';
import { company, dealerHours, openingHours, type ChannelKey } from '../company.ts';

export interface Day { readonly date: Temporal.PlainDate; readonly kind: 'working' | 'weekend' | 'holiday' | 'today' }

/** The days that are told, in the company's zone. */
export interface Week {
  readonly nowMs: number;
  /** From the first working day to today, weekend and holiday included. */
  readonly days: readonly Day[];
  /** The five working days before today, ascending. */
  readonly workingDays: readonly Temporal.PlainDate[];
  readonly holidays: readonly string[];
  /** Two days on which one agent is away. */
  readonly leave: { readonly from: string; readonly to: string };
  /** A wall-clock time on a working day: 0 to 4; 5 is today. */
  at(day: number, time: string): number;
  /** The instant at which so many seconds of a channel's opening hours have passed. */
  afterOpen(channel: ChannelKey, fromMs: number, seconds: number): number;
}

/** Five working days before the day of `nowMs`; the third weekday back is a holiday of the company's own. */
export function planWeek(nowMs: number): Week {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(company.zone).toPlainDate();
  const back: Temporal.PlainDate[] = [];
  for (let date = today.subtract({ days: 1 }); back.length < 6; date = date.subtract({ days: 1 })) if (date.dayOfWeek <= 5) back.push(date);
  const holiday = back[2]!;
  const workingDays = back.filter((date) => date !== holiday).reverse();
  const days: Day[] = [];
  for (let date = workingDays[0]!; Temporal.PlainDate.compare(date, today) <= 0; date = date.add({ days: 1 })) {
    const kind = date.dayOfWeek > 5 ? 'weekend' : date.equals(today) ? 'today' : date.equals(holiday) ? 'holiday' : 'working';
    days.push({ date, kind });
  }
  const holidays = [holiday.toString(), `${today.year}-12-25`, `${today.year}-12-26`, `${today.year + 1}-01-01`].toSorted();
  const version = (definition: ReturnType<typeof openingHours>): CalendarVersion[] => [{ ...definition, calendarId: 0, version: 1, validFrom: null }];
  const calendars = { own: version(openingHours(holidays)), dealers: version(dealerHours(holidays)) };
  return {
    nowMs, days, workingDays, holidays,
    leave: { from: workingDays[1]!.toString(), to: workingDays[2]!.toString() },
    at: (day, time) => (workingDays[day] ?? today).toZonedDateTime({ timeZone: company.zone, plainTime: time }).epochMilliseconds,
    afterOpen: (channel, fromMs, seconds) => dueInstant(channel === 'dealers' ? calendars.dealers : calendars.own, fromMs, Math.round(seconds)) ?? fromMs,
  };
}

export function localOf(ms: number, zone: string = company.zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
}
