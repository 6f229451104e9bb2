import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { knownZone, startOfDay } from '../live/window.ts';
import { agentsNeeded, percentWith } from './agents-needed.ts';
import { foretell, type Foretold, type PastValue } from './foretell.ts';
import { clockText, intervalsOf, type Interval } from './intervals.ts';
import { loadAtOnce } from './load-at-once.ts';
import { historyWeeks, loadArrivals, loadHandleSeconds, loadWaits, type PastArrivals } from './load-history.ts';
import { loadOpenTimes, type IsOpen } from './open-times.ts';
import { loadPlan, type PlannedQuarter } from './staffing-plan.ts';
import { presentOf, readShrinkage, toBePlanned } from './staffing-settings.ts';

export interface ForecastInterval {
  /** Local day of the zone, and the wall clock. */
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly startsAt: string;
  /** Null: there is no past to foretell it from. */
  readonly arrivals: Foretold | null;
  /** The queue takes nothing all through it: closed by its calendar, a holiday. Then nobody is expected. */
  readonly isClosed: boolean;
  /** People at their desks. Null: not foretold, or nobody knows how long the work takes. */
  readonly needed: number | null;
  /** People to plan, so that as many as needed are at their desks: shrinkage comes on top. */
  readonly scheduled: number | null;
  /** Null: nothing is planned. The least of its quarters, where they differ. */
  readonly planned: number | null;
  /** What the model answers in time with those of the planned people who are at their desks, percent; null: not planned, or nothing to answer. */
  readonly plannedPercent: number | null;
}

/** So many more people, from when to when on one day. */
export interface StaffingGap { readonly day: string; readonly from: string; readonly to: string; readonly people: number }

export interface Forecast {
  readonly queueId: number;
  readonly name: string;
  readonly kind: 'call' | 'chat';
  readonly zone: string;
  readonly minutes: number;
  readonly targetSeconds: number;
  readonly targetPercent: number;
  /** First day that the history has; null: none. */
  readonly historyFrom: string | null;
  readonly weeks: number;
  readonly handleSeconds: number | null;
  readonly handlings: number;
  /** Mean patience; null: nobody gave up, so that nobody knows. */
  readonly patienceSeconds: number | null;
  readonly abandoned: number;
  /** How many at a time an agent of the queue takes, by his capacity: the mean of those who work it. */
  readonly atOnce: number;
  /** Of a hundred people who are planned so many are not at their desks. */
  readonly shrinkagePercent: number;
  readonly intervals: readonly ForecastInterval[];
  /** Where fewer are planned than should be; intervals without a plan count as planned with nobody. */
  readonly gaps: readonly StaffingGap[];
}

const days = 7;
interface QueueRow { readonly name: string; readonly kind: 'call' | 'chat'; readonly targetSeconds: number; readonly targetPercent: number }
interface QueueHours { readonly calendarId: number | null; readonly isOpenAlways: boolean }

/** The seven local days from tomorrow on: what will come, how many people it needs, what is planned. `minutes`: 15 or 30. README.md says how. */
export async function findForecast(tx: Tx, act: Act, { queueId, minutes = 30, zone }: { queueId: number; minutes?: number; zone: string }): Promise<Forecast> {
  requirePermission(act, 'queues.read');
  if (minutes !== 15 && minutes !== 30) throw invalid('minutes', 'must be 15 or 30', 'not-offered');
  knownZone(zone);
  const found = await tx.maybe(sql<QueueRow & QueueHours>`
    SELECT name, kind, target_seconds AS "targetSeconds", target_percent AS "targetPercent", calendar_id AS "calendarId", after_hours ->> 'action' = 'wait' AS "isOpenAlways" FROM queues WHERE account_id = ${tx.accountId} AND id = ${queueId} AND deleted_at IS NULL`);
  if (!found) throw notFound('queue');
  const { calendarId, isOpenAlways, ...queue } = found;
  const isOpen = await loadOpenTimes(tx, isOpenAlways ? null : calendarId);
  const today = Temporal.Instant.from(act.now).toZonedDateTimeISO(zone).toPlainDate();
  const span = { queueId, kind: queue.kind, from: startOfDay(today.subtract({ weeks: historyWeeks }), zone), before: startOfDay(today, zone) };
  const arrivals = await loadArrivals(tx, { ...span, minutes, zone });
  const waits = await loadWaits(tx, span);
  const { seconds: handleSeconds, handlings } = await loadHandleSeconds(tx, span);
  const first = today.add({ days: 1 });
  const planned = await loadPlan(tx, queueId, first.toString(), first.add({ days: days - 1 }).toString());
  const patienceSeconds = waits.abandoned === 0 || waits.waitSeconds === 0 ? null : waits.waitSeconds / waits.abandoned;
  const atOnce = await loadAtOnce(tx, queueId, queue.kind);
  const shrinkagePercent = await readShrinkage(tx);
  const basis = handleSeconds === null || handleSeconds <= 0 ? null : { handleSeconds, patienceSeconds, targetSeconds: queue.targetSeconds, targetPercent: queue.targetPercent, atOnce };

  const past = pastOf(arrivals, today, isOpen, { minutes, zone });
  const told = intervalsOf(first, days, minutes, zone).map((interval) => {
    const isClosed = !isOpen(interval.startsAtMs, interval.endsAtMs);
    const foretold = isClosed && arrivals.length > 0 ? closed : foretell(past(interval));
    // An interval without a past, or in which nobody comes, has no rate.
    return { interval, isClosed, foretold, rate: foretold === null || foretold.expected === 0 ? null : foretold.expected / ((interval.endsAtMs - interval.startsAtMs) / 1000) };
  });
  const needs = basis === null ? new Map<number, number | null>() : await agentsNeeded(basis, told.flatMap(({ rate }) => rate ?? []));
  const intervals = told.map(({ interval, isClosed, foretold, rate }): ForecastInterval => {
    const people = plannedIn(planned, interval, minutes);
    const needed = rate !== null ? needs.get(rate) ?? null : foretold === null ? null : 0;
    return {
      day: interval.day, from: clockText(interval.startMinute), to: clockText(interval.startMinute + minutes), startsAt: new Date(interval.startsAtMs).toISOString(), arrivals: foretold,
      isClosed, needed, scheduled: needed === null ? null : toBePlanned(needed, shrinkagePercent),
      planned: people, plannedPercent: people === null || rate === null || basis === null ? null : percentWith(basis, rate, presentOf(people, shrinkagePercent)),
    };
  });
  return {
    queueId, ...queue, zone, minutes, historyFrom: arrivals[0]?.day ?? null, weeks: Math.max(0, ...intervals.map((one) => one.arrivals?.weeks ?? 0)),
    handleSeconds: handleSeconds === null ? null : Math.round(handleSeconds), handlings, patienceSeconds: patienceSeconds === null ? null : Math.round(patienceSeconds), abandoned: waits.abandoned, atOnce: Math.round(atOnce * 100) / 100, shrinkagePercent,
    intervals, gaps: gapsOf(intervals),
  };
}

/** Nobody comes to a queue that is closed: that needs no past. */
const closed: Foretold = { expected: 0, low: 0, high: 0, weeks: 0, trimmed: 0 };

/**
 * The same weekday and wall-clock interval in the weeks that the history has: those before its first day tell nothing, nor does a week in which the queue was closed all through the interval (a
 * holiday, other hours).
 */
function pastOf(arrivals: readonly PastArrivals[], today: Temporal.PlainDate, isOpen: IsOpen, { minutes, zone }: { minutes: number; zone: string }): (interval: Interval) => PastValue[] {
  const counts = new Map(arrivals.map(({ day, startMinute, count }) => [`${day} ${startMinute}`, count]));
  const first = arrivals[0]?.day;
  return ({ day, startMinute }) => {
    if (first === undefined) return [];
    const at = Temporal.PlainDate.from(day);
    return Array.from({ length: historyWeeks + 1 }, (_, back) => back + 1).flatMap((weeksAgo) => {
      const then = at.subtract({ weeks: weeksAgo });
      if (then.toString() < first || Temporal.PlainDate.compare(then, today) >= 0 || Temporal.PlainDate.compare(then, today.subtract({ weeks: historyWeeks })) < 0) return [];
      const startsAtMs = then.toPlainDateTime().add({ minutes: startMinute }).toZonedDateTime(zone).epochMilliseconds;
      if (!isOpen(startsAtMs, startsAtMs + minutes * 60_000)) return [];
      return [{ weeksAgo, count: counts.get(`${then.toString()} ${startMinute}`) ?? 0 }];
    });
  };
}

function plannedIn(planned: readonly PlannedQuarter[], { day, startMinute }: Interval, minutes: number): number | null {
  const quarters = planned.filter((one) => one.day === day && one.startMinute >= startMinute && one.startMinute < startMinute + minutes);
  if (quarters.length === 0) return null;
  return quarters.length < minutes / 15 ? 0 : Math.min(...quarters.map(({ agents }) => agents));
}

function gapsOf(intervals: readonly ForecastInterval[]): StaffingGap[] {
  const gaps: { day: string; from: string; to: string; people: number }[] = [];
  for (const { day, from, to, scheduled, planned } of intervals) {
    const people = (scheduled ?? 0) - (planned ?? 0);
    const last = gaps.at(-1);
    if (people <= 0) continue;
    if (last?.day === day && last.to === from && last.people === people) last.to = to;
    else gaps.push({ day, from, to, people });
  }
  return gaps;
}
