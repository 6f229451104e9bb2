import { epochDayOf, instantOfLocal, weekdayOf } from './local-date.ts';
import { minuteWeek, type MinuteWeek } from './weekly-hours.ts';
import type { WeeklyHours } from './calendar.ts';
import { blockDays, blockOffsets, steadyOffset, type BlockOffsets } from './zone-offsets.ts';

const secondsPerDay = 86_400;

/** Blocks (28 days) kept per compiled calendar: about 300 years; on overflow all are dropped. */
const blocksMax = 4_000;

/** Open intervals of one local day, epoch seconds, flat: from, to, from, to ... sorted and disjoint. */
type DayIntervals = readonly number[];

type Block = {
  readonly offsets: BlockOffsets;
  /** Resolved when first asked for. */
  readonly days: (DayIntervals | undefined)[];
  /** `sums[i]` = open seconds of the first i days of the block. */
  readonly sums: readonly number[];
};

const closedDay: DayIntervals = [];

/**
 * Weekly hours, a zone and closed dates, compiled: which instants are open. Everything in epoch seconds.
 *
 * A local day belongs to the UTC day of the same date give or take one, whatever the zone (offsets run from -16 h to +16 h in the
 * time-zone database), so no query ever needs the local date of an instant: the days next to each end are clipped, those between
 * are taken from sums.
 */
export class OpenDays {
  readonly #zone: string;
  readonly #week: MinuteWeek;
  /** Open seconds of each day of the week where no clock change is near. */
  readonly #weekSeconds: readonly number[];
  readonly #closed: ReadonlySet<number>;
  readonly #blocks = new Map<number, Block>();
  /** True where no day of the week has hours: nothing is ever open. */
  readonly isNever: boolean;

  constructor(zone: string, hours: WeeklyHours, holidays: readonly string[]) {
    this.#zone = zone;
    this.#week = minuteWeek(hours);
    this.#weekSeconds = this.#week.map((spans) => spans.reduce((sum, [from, to]) => sum + (to - from) * 60, 0));
    this.#closed = new Set(holidays.map(epochDayOf).filter((day) => day !== undefined));
    this.isNever = this.#week.every((spans) => spans.length === 0);
  }

  /** Open seconds in `[from, to)`. */
  count(from: number, to: number): number {
    if (to <= from || this.isNever) return 0;
    const first = Math.floor(from / secondsPerDay);
    const last = Math.floor(to / secondsPerDay);
    if (last - first < 3) return this.#clipped(first - 1, last + 1, from, to);
    return (
      this.#clipped(first - 1, first + 1, from, to) +
      this.#whole(first + 2, last - 1) +
      this.#clipped(last - 1, last + 1, from, to)
    );
  }

  /** Open intervals inside `[from, to)`, in order; those that touch are one. */
  intervals(from: number, to: number): { from: number; to: number }[] {
    const found: { from: number; to: number }[] = [];
    if (to <= from || this.isNever) return found;
    for (let day = Math.floor(from / secondsPerDay) - 1; day <= Math.floor(to / secondsPerDay) + 1; day += 1) {
      const edges = this.#day(day);
      for (let i = 0; i < edges.length; i += 2) {
        const start = Math.max(edges[i] ?? 0, from);
        const end = Math.min(edges[i + 1] ?? 0, to);
        if (start >= end) continue;
        const before = found.at(-1);
        if (before?.to === start) before.to = end;
        else found.push({ from: start, to: end });
      }
    }
    return found;
  }

  /** The earliest instant up to `until` by which `seconds` (> 0) have been open since `from`, or undefined. */
  reach(from: number, seconds: number, until: number): number | undefined {
    if (this.isNever) return undefined;
    const first = Math.floor(from / secondsPerDay);
    const last = Math.floor(until / secondsPerDay) + 1;
    let left = seconds;
    for (let day = first - 1; day <= last; day += 1) {
      if (day > first + 1 && day % blockDays === 0) {
        const total = this.#block(day / blockDays).sums[blockDays] ?? 0;
        if (total < left) {
          left -= total;
          day += blockDays - 1;
          continue;
        }
      }
      const edges = this.#day(day);
      for (let i = 0; i < edges.length; i += 2) {
        const start = Math.max(edges[i] ?? 0, from);
        const end = edges[i + 1] ?? 0;
        if (end <= start) continue;
        if (end - start >= left) return start + left <= until ? start + left : undefined;
        left -= end - start;
      }
    }
    return undefined;
  }

  /** Whether the instant is open: `[from, to)`, so the opening second is and the closing second is not. */
  isOpenAt(at: number): boolean {
    return this.count(at, at + 1) === 1;
  }

  #clipped(firstDay: number, lastDay: number, from: number, to: number): number {
    let sum = 0;
    for (let day = firstDay; day <= lastDay; day += 1) {
      const edges = this.#day(day);
      for (let i = 0; i < edges.length; i += 2) {
        const start = Math.max(edges[i] ?? 0, from);
        const end = Math.min(edges[i + 1] ?? 0, to);
        if (end > start) sum += end - start;
      }
    }
    return sum;
  }

  /** Open seconds of the days `[firstDay, endDay)`. */
  #whole(firstDay: number, endDay: number): number {
    let sum = 0;
    for (let day = firstDay; day < endDay; ) {
      const block = Math.floor(day / blockDays);
      const start = block * blockDays;
      const end = Math.min(start + blockDays, endDay);
      const { sums } = this.#block(block);
      sum += (sums[end - start] ?? 0) - (sums[day - start] ?? 0);
      day = end;
    }
    return sum;
  }

  #day(epochDay: number): DayIntervals {
    const index = Math.floor(epochDay / blockDays);
    const { days, offsets } = this.#block(index);
    return (days[epochDay - index * blockDays] ??= this.#resolve(epochDay, offsets));
  }

  #block(index: number): Block {
    const known = this.#blocks.get(index);
    if (known) return known;
    const offsets = blockOffsets(this.#zone, index);
    const sums = [0];
    let sum = 0;
    for (let day = index * blockDays; day < (index + 1) * blockDays; day += 1) {
      sum += this.#secondsOf(day, offsets);
      sums.push(sum);
    }
    if (this.#blocks.size >= blocksMax) this.#blocks.clear();
    const block = { offsets, days: [], sums };
    this.#blocks.set(index, block);
    return block;
  }

  #secondsOf(epochDay: number, offsets: BlockOffsets): number {
    const usual = this.#weekSeconds[weekdayOf(epochDay)] ?? 0;
    if (usual === 0 || this.#closed.has(epochDay)) return 0;
    if (steadyOffset(offsets, epochDay) !== undefined) return usual;
    const edges = this.#resolveNearChange(epochDay);
    return edges.reduce((sum, edge, index) => (index % 2 === 0 ? sum - edge : sum + edge), 0);
  }

  #resolve(epochDay: number, offsets: BlockOffsets): DayIntervals {
    const spans = this.#week[weekdayOf(epochDay)] ?? [];
    if (spans.length === 0 || this.#closed.has(epochDay)) return closedDay;
    const offset = steadyOffset(offsets, epochDay);
    if (offset === undefined) return this.#resolveNearChange(epochDay);
    const midnight = epochDay * secondsPerDay - offset;
    return spans.flatMap(([from, to]) => [midnight + from * 60, midnight + to * 60]);
  }

  /**
   * A day next to a clock change. Wall-clock ends resolve one by one, so two spans may come to overlap (one that ends in a skipped hour
   * and one that starts after it): no second counts twice. And a day owns only what lies between its own two midnights, so a local
   * date that a zone skipped altogether has no open time.
   */
  #resolveNearChange(epochDay: number): DayIntervals {
    const instant = (minutes: number) => instantOfLocal(this.#zone, epochDay, minutes);
    const dayEnd = instant(1440);
    let cursor = instant(0);
    const edges: number[] = [];
    const resolved = (this.#week[weekdayOf(epochDay)] ?? []).map(([from, to]) => [instant(from), instant(to)] as const);
    for (const [from, to] of resolved.toSorted((a, b) => a[0] - b[0])) {
      const start = Math.max(from, cursor);
      const end = Math.min(to, dayEnd);
      if (end <= start) continue;
      edges.push(start, end);
      cursor = end;
    }
    return edges;
  }
}
