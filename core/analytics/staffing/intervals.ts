/** A quarter or half hour of the account's wall clock. */
export interface Interval { readonly day: string; readonly weekday: number; readonly startMinute: number; readonly startsAtMs: number; readonly endsAtMs: number }

/**
 * The intervals of `days` local days from `first` on. Where the clock goes forward an interval that is skipped is not there; where it goes back an interval is
 * there once, and the last one before the hour is over lasts through the second time, too: together they are as long as the day.
 */
export function intervalsOf(first: Temporal.PlainDate, days: number, minutes: number, zone: string): Interval[] {
  return Array.from({ length: days }, (_, at) => first.add({ days: at })).flatMap((day) => {
    const edge = (minute: number): Temporal.ZonedDateTime => day.toPlainDateTime().add({ minutes: minute }).toZonedDateTime(zone);
    return Array.from({ length: 1_440 / minutes }, (_, nth) => nth * minutes).flatMap((startMinute) => {
      const [start, end] = [edge(startMinute), edge(startMinute + minutes)];
      const isSkipped = start.hour * 60 + start.minute !== startMinute;
      return isSkipped ? [] : [{ day: day.toString(), weekday: day.dayOfWeek, startMinute, startsAtMs: start.epochMilliseconds, endsAtMs: end.epochMilliseconds }];
    });
  });
}

/** `09:15` of 555. */
export const clockText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
