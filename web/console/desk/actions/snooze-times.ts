export type SnoozeKind = 'later-today' | 'tomorrow' | 'this-weekend' | 'next-week' | 'in-a-month';

export interface SnoozeTime {
  readonly kind: SnoozeKind;
  /** RFC 3339 UTC. */
  readonly at: string;
}

const morningHour = 8;
const laterHours = 3;
/** From then on `later today` would be night. */
const lastHour = 19;

/** What one means by these words in this zone: mornings at 8, the week begins on Monday. Those that make no sense now are left out. */
export function snoozeTimes(nowMs: number, zone: string): readonly SnoozeTime[] {
  const now = wallClock(nowMs, zone);
  const found: SnoozeTime[] = [];
  if (now.hour + laterHours <= lastHour) found.push({ kind: 'later-today', at: new Date(Math.ceil((nowMs + laterHours * 3_600_000) / 900_000) * 900_000).toISOString() });
  found.push({ kind: 'tomorrow', at: morningAfter(now, 1, zone) });
  // Monday is 1, Sunday 7.
  if (now.weekday < 5) found.push({ kind: 'this-weekend', at: morningAfter(now, 6 - now.weekday, zone) });
  found.push({ kind: 'next-week', at: morningAfter(now, 8 - now.weekday, zone) });
  found.push({ kind: 'in-a-month', at: morningAfter(now, 30, zone) });
  return found;
}

/** A local date and time as an input of type datetime-local has it, in UTC. */
export function fromWallClock(local: string, zone: string): string | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(local);
  if (!found) return null;
  const [, year, month, day, hour, minute] = found.map(Number);
  return new Date(instantOf({ year: year!, month: month!, day: day!, hour: hour!, minute: minute! }, zone)).toISOString();
}

interface Wall { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number }

function wallClock(atMs: number, zone: string): Wall & { readonly weekday: number } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', weekday: 'short', hourCycle: 'h23' })
    .formatToParts(new Date(atMs));
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '0';
  return {
    year: Number(of('year')), month: Number(of('month')), day: Number(of('day')), hour: Number(of('hour')), minute: Number(of('minute')),
    weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of('weekday')) + 1,
  };
}

function morningAfter(now: Wall, days: number, zone: string): string {
  const day = new Date(Date.UTC(now.year, now.month - 1, now.day + days));
  return new Date(instantOf({ year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(), hour: morningHour, minute: 0 }, zone)).toISOString();
}

/** Two rounds: the offset at the guess, then at what the first round found (days on which clocks change). */
function instantOf({ year, month, day, hour, minute }: Wall, zone: string): number {
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let guess = wanted;
  for (let round = 0; round < 2; round++) {
    const seen = wallClock(guess, zone);
    guess += wanted - Date.UTC(seen.year, seen.month - 1, seen.day, seen.hour, seen.minute);
  }
  return guess;
}
