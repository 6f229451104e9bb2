/** A quarter or half hour of the account's wall clock. */
export interface Interval { readonly day: string; readonly weekday: number; readonly startMinute: number; readonly startsAtMs: number; readonly endsAtMs: number }

/**
 * The intervals of `days` local days from `first` on. On days on which the clock changes an interval has the length that it really has: one that is skipped is
 * not there, one in a repeated hour is there once, as long as both.
 */
export function intervalsOf(first: Temporal.PlainDate, days: number, minutes: number, zone: string): Interval[] {
  return Array.from({ length: days }, (_, at) => first.add({ days: at })).flatMap((day) => {
    const edge = (minute: number): number => day.toPlainDateTime().add({ minutes: minute }).toZonedDateTime(zone).epochMilliseconds;
    return Array.from({ length: 1_440 / minutes }, (_, nth) => ({
      day: day.toString(), weekday: day.dayOfWeek, startMinute: nth * minutes, startsAtMs: edge(nth * minutes), endsAtMs: edge((nth + 1) * minutes),
    })).filter(({ startsAtMs, endsAtMs }) => endsAtMs > startsAtMs);
  });
}

/** `09:15` of 555. */
export const clockText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
