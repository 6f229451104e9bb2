const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Local time of a zone, by its changes of offset: one look at a table, which almost always is the same line as before. */
export class ZoneClock {
  private readonly zone: string;
  private from = Infinity;
  private before = -Infinity;
  private offset = 0;
  /** Every stretch of one offset that was met. */
  private readonly stretches: { readonly from: number; readonly before: number; readonly offset: number }[] = [];

  constructor(zone: string) {
    this.zone = zone;
  }

  /** Local days since 1970. */
  dayOf(ms: number): number {
    return Math.floor(this.localMs(ms) / dayMs);
  }

  /** 0 = Monday, midnight to one. The days of 1970 began with a Thursday. */
  weekHourOf(ms: number): number {
    return (((Math.floor(this.localMs(ms) / hourMs) + 72) % 168) + 168) % 168;
  }

  private localMs(ms: number): number {
    if (!(ms >= this.from && ms < this.before)) this.moveTo(ms);
    return ms + this.offset;
  }

  private moveTo(ms: number): void {
    const known = this.stretches.find(({ from, before }) => ms >= from && ms < before);
    const { from, before, offset } = known ?? this.look(ms);
    [this.from, this.before, this.offset] = [from, before, offset];
  }

  private look(ms: number) {
    const there = Temporal.Instant.fromEpochMilliseconds(Math.floor(ms)).toZonedDateTimeISO(this.zone);
    const next = there.getTimeZoneTransition('next');
    const previous = there.add({ nanoseconds: 1 }).getTimeZoneTransition('previous');
    const stretch = { from: previous?.epochMilliseconds ?? -Infinity, before: next?.epochMilliseconds ?? Infinity, offset: there.offsetNanoseconds / 1_000_000 };
    this.stretches.push(stretch);
    return stretch;
  }
}

/** `2024-05-01` of the days since 1970. */
export function dayText(day: number): string {
  return Temporal.PlainDate.from('1970-01-01').add({ days: day }).toString();
}

/** Days since 1970 of the Monday of the day's week. */
export function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7);
}
