const secondsPerDay = 86_400;

/** Epoch day (days since 1970-01-01) of a local date "YYYY-MM-DD", or undefined where there is no such date. */
export function epochDayOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return undefined;
  return ms / (secondsPerDay * 1000);
}

/** Day of the week of an epoch day, Monday = 0. */
export function weekdayOf(epochDay: number): number {
  return (((epochDay + 3) % 7) + 7) % 7;
}

/**
 * The instant of a local wall-clock time, epoch seconds: `minutes` after midnight of the epoch day, 1440 being midnight of the
 * next. A time that a clock change skips or repeats is taken as Temporal's 'compatible' does: skipped = moved forward, repeated = the first.
 */
export function instantOfLocal(zone: string, epochDay: number, minutes: number): number {
  const day = new Date((epochDay + (minutes === 1440 ? 1 : 0)) * secondsPerDay * 1000);
  const ofDay = minutes === 1440 ? 0 : minutes;
  const local = new Temporal.PlainDateTime(
    day.getUTCFullYear(),
    day.getUTCMonth() + 1,
    day.getUTCDate(),
    Math.floor(ofDay / 60),
    ofDay % 60,
  );
  return Math.floor(local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds / 1000);
}
