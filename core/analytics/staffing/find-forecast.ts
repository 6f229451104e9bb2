import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { defaultCapacity } from '#core/presence/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { knownZone, startOfDay } from '../live/window.ts';
import { agentsNeeded, percentWith } from './agents-needed.ts';
import { foretell, type Foretold, type PastValue } from './foretell.ts';
import { clockText, intervalsOf, type Interval } from './intervals.ts';
import { historyWeeks, loadArrivals, loadHandleSeconds, loadWaits, type PastArrivals } from './load-history.ts';
import { loadPlan, type PlannedQuarter } from './staffing-plan.ts';

export interface ForecastInterval {
  /** Local day of the zone, and the wall clock. */
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly startsAt: string;
  /** Null: there is no past to foretell it from. */
  readonly arrivals: Foretold | null;
  /** Null: not foretold, or nobody knows how long the work takes. */
  readonly needed: number | null;
  /** Null: nothing is planned. The least of its quarters, where they differ. */
  readonly planned: number | null;
  /** What the model answers in time with the planned people, percent; null: not planned, or nothing to answer. */
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
  /** Chats that one agent has at a time; 1 for calls. */
  readonly atOnce: number;
  readonly intervals: readonly ForecastInterval[];
  /** Where less is planned than needed; intervals without a plan count as planned with nobody. */
  readonly gaps: readonly StaffingGap[];
}

const days = 7;
interface QueueRow { readonly name: string; readonly kind: 'call' | 'chat'; readonly targetSeconds: number; readonly targetPercent: number }

/** The seven local days from tomorrow on: what will come, how many people it needs, what is planned. `minutes`: 15 or 30. README.md says how. */
export async function findForecast(tx: Tx, act: Act, { queueId, minutes = 30, zone }: { queueId: number; minutes?: number; zone: string }): Promise<Forecast> {
  requirePermission(act, 'queues.read');
  if (minutes !== 15 && minutes !== 30) throw invalid('minutes', 'must be 15 or 30', 'not-offered');
  knownZone(zone);
  const queue = await tx.maybe(sql<QueueRow>`
    SELECT name, kind, target_seconds AS "targetSeconds", target_percent AS "targetPercent" FROM queues WHERE account_id = ${tx.accountId} AND id = ${queueId} AND deleted_at IS NULL`);
  if (!queue) throw notFound('queue');
  const today = Temporal.Instant.from(act.now).toZonedDateTimeISO(zone).toPlainDate();
  const span = { queueId, kind: queue.kind, from: startOfDay(today.subtract({ weeks: historyWeeks }), zone), before: startOfDay(today, zone) };
  const arrivals = await loadArrivals(tx, { ...span, minutes, zone });
  const waits = await loadWaits(tx, span);
  const { seconds: handleSeconds, handlings } = await loadHandleSeconds(tx, span);
  const first = today.add({ days: 1 });
  const planned = await loadPlan(tx, queueId, first.toString(), first.add({ days: days - 1 }).toString());
  const patienceSeconds = waits.abandoned === 0 || waits.waitSeconds === 0 ? null : waits.waitSeconds / waits.abandoned;
  const atOnce = queue.kind === 'call' ? 1 : Math.max(1, Math.floor(defaultCapacity.capacity / defaultCapacity.chatWeight));
  const basis = handleSeconds === null || handleSeconds <= 0 ? null : { handleSeconds, patienceSeconds, targetSeconds: queue.targetSeconds, targetPercent: queue.targetPercent, atOnce };

  const past = pastOf(arrivals, today);
  const told = intervalsOf(first, days, minutes, zone).map((interval) => {
    const foretold = foretell(past(interval));
    // An interval without a past, or in which nobody comes, has no rate.
    return { interval, foretold, rate: foretold === null || foretold.expected === 0 ? null : foretold.expected / ((interval.endsAtMs - interval.startsAtMs) / 1000) };
  });
  const needs = basis === null ? new Map<number, number | null>() : await agentsNeeded(basis, told.flatMap(({ rate }) => rate ?? []));
  const intervals = told.map(({ interval, foretold, rate }): ForecastInterval => {
    const people = plannedIn(planned, interval, minutes);
    return {
      day: interval.day, from: clockText(interval.startMinute), to: clockText(interval.startMinute + minutes), startsAt: new Date(interval.startsAtMs).toISOString(), arrivals: foretold,
      needed: rate !== null ? needs.get(rate) ?? null : foretold === null ? null : 0,
      planned: people, plannedPercent: people === null || rate === null || basis === null ? null : percentWith(basis, rate, people),
    };
  });
  return {
    queueId, ...queue, zone, minutes, historyFrom: arrivals[0]?.day ?? null, weeks: Math.max(0, ...intervals.map((one) => one.arrivals?.weeks ?? 0)),
    handleSeconds: handleSeconds === null ? null : Math.round(handleSeconds), handlings, patienceSeconds: patienceSeconds === null ? null : Math.round(patienceSeconds), abandoned: waits.abandoned, atOnce,
    intervals, gaps: gapsOf(intervals),
  };
}

/** The same weekday and wall-clock interval in the weeks that the history has: those before its first day tell nothing. */
function pastOf(arrivals: readonly PastArrivals[], today: Temporal.PlainDate): (interval: Interval) => PastValue[] {
  const counts = new Map(arrivals.map(({ day, startMinute, count }) => [`${day} ${startMinute}`, count]));
  const first = arrivals[0]?.day;
  return ({ day, startMinute }) => {
    if (first === undefined) return [];
    const at = Temporal.PlainDate.from(day);
    return Array.from({ length: historyWeeks + 1 }, (_, back) => back + 1).flatMap((weeksAgo) => {
      const then = at.subtract({ weeks: weeksAgo });
      if (then.toString() < first || Temporal.PlainDate.compare(then, today) >= 0 || Temporal.PlainDate.compare(then, today.subtract({ weeks: historyWeeks })) < 0) return [];
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
  for (const { day, from, to, needed, planned } of intervals) {
    const people = (needed ?? 0) - (planned ?? 0);
    const last = gaps.at(-1);
    if (people <= 0) continue;
    if (last?.day === day && last.to === from && last.people === people) last.to = to;
    else gaps.push({ day, from, to, people });
  }
  return gaps;
}
