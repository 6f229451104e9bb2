import { sql, type Tx } from '#storage/index.ts';
import { applyRanks, medianAndP90, ranks, setRanks, type CountedFigures } from '../figures/count-in-facts.ts';
import { figureGroups, rowsOfFigures } from '../figures/figure-groups.ts';
import { keyReader, teamAgents, type KeyReader } from '../figures/figure-key.ts';
import type { FigureOrder } from '../figures/figure-order.ts';
import { figureSelection, inPeriod } from '../figures/figure-selection.ts';
import { figureMetrics, type FigureMetric } from '../figures/figures.ts';
import { DenseHistogram } from '../figures/histogram.ts';
import { isMonthAtMost, periodDays } from '../log/period-days.ts';
import { emptyTallies, type Tallies } from '../figures/tally.ts';
import { sortTallies } from '../figures/sort-tallies.ts';
import { localDays } from '../log/local-days.ts';
import type { LogContext } from '../log/log-context.ts';
import { histogramOf, readCounts, readHistograms, type RollupSplit } from './read-rollups.ts';
import type { DayRange } from '../log/period-days.ts';

type Histograms = Map<string, Map<FigureMetric, DenseHistogram>>;

/** Counts, means, goals and bands from the rollups; medians over a month at most from the facts, exactly, over more from histograms. Ask `areRollupsFit` before. */
export async function countInRollups(tx: Tx, context: LogContext, split: RollupSplit | undefined, order: FigureOrder): Promise<CountedFigures> {
  const days = periodDays(context.filter);
  const isExact = isMonthAtMost(days);
  const counted = await readCounts(tx, context, split, days);
  const tallies = split === 'team' ? addUp(counted, await agentTeams(tx), mergeTallies) : counted;
  if (isExact) await readRanks(tx, context, await keyReader(tx, context, split), tallies);
  else {
    const found = await readHistograms(tx, split, days);
    const reader = await keyReader(tx, context, split === 'team' ? 'agent' : split);
    for (const rest of found.rest) await addFacts(tx, context, reader, rest, found.byKey);
    applyHistograms(tallies, split === 'team' ? addUp(found.byKey, await agentTeams(tx), mergeHistograms) : found.byKey);
  }
  return { keys: tallies.size, rows: sortTallies([...tallies], order), isExact };
}

/** Median and p90 of each key, exactly, from the facts. */
async function readRanks(tx: Tx, context: LogContext, reader: KeyReader, tallies: ReadonlyMap<string, Tallies>): Promise<void> {
  const groups = figureGroups(context).filter(({ metrics }) => metrics.length > 0);
  const parts = groups.map((group) => {
    const { joins, raw, text } = reader(group);
    return sql`SELECT ${text(sql`x.key`)} AS key, ${group.name}::text AS part, x.ranks FROM (
      SELECT ${raw} AS key, ${ranks(group)} AS ranks FROM (${figureSelection(context, group)}) r ${joins} WHERE ${inPeriod(context, group)} GROUP BY 1) x`;
  });
  for (const row of await tx.rows(sql<{ key: string; part: string; ranks: (number | null)[] }>`${sql.join(parts, sql` UNION ALL `)}`)) {
    const own = tallies.get(row.key);
    if (own) setRanks(own, groups.find(({ name }) => name === row.part)!, row.ranks);
  }
}

/** Adds the spans of some days to the histograms. */
async function addFacts(tx: Tx, context: LogContext, reader: KeyReader, days: DayRange, byKey: Histograms): Promise<void> {
  const { zone } = context.filter;
  const bounds = {
    ...(days.from === null ? {} : { fromDay: days.from }), ...(days.before === null ? {} : { toDay: Temporal.PlainDate.from(days.before).subtract({ days: 1 }).toString() }),
  };
  const there: LogContext = { ...context, filter: { ...context.filter, ...bounds }, range: localDays({ ...bounds, zone }) };
  const parts = figureGroups(there).flatMap((group) => {
    const { joins, raw, text } = reader(group);
    return group.metrics.map(({ metric, bucket }) => sql`
      SELECT ${text(sql`x.key`)} AS key, ${metric}::text AS metric, x.bucket, x.n FROM (
        SELECT ${raw} AS key, ${bucket} AS bucket, count(*)::float8 AS n
        FROM (${figureSelection(there, group)}) r ${joins} WHERE ${inPeriod(there, group)} AND ${rowsOfFigures(group).get(`${metric}.count`)!} GROUP BY 1, 2) x`);
  });
  for (const { key, metric, bucket, n } of await tx.rows(sql<{ key: string; metric: FigureMetric; bucket: number; n: number }>`${sql.join(parts, sql` UNION ALL `)}`)) histogramOf(byKey, key, metric).add(bucket, n);
}

function applyHistograms(tallies: ReadonlyMap<string, Tallies>, byKey: Histograms): void {
  for (const [key, own] of tallies) {
    for (const metric of figureMetrics) {
      const histogram = byKey.get(key)?.get(metric);
      if (histogram) applyRanks(own, metric, histogram.ranks(medianAndP90));
    }
  }
}

/** The teams of each agent, those above them too. */
async function agentTeams(tx: Tx): Promise<ReadonlyMap<string, readonly string[]>> {
  const teams = new Map<string, string[]>();
  for (const { teamId, agentId } of await teamAgents(tx)) teams.set(String(agentId), [...teams.get(String(agentId)) ?? [], String(teamId)]);
  return teams;
}

/** Of agents to teams; who is in none stands under ''. */
function addUp<T>(byAgent: ReadonlyMap<string, T>, teams: ReadonlyMap<string, readonly string[]>, merge: (a: T | undefined, b: T) => T): Map<string, T> {
  const byTeam = new Map<string, T>();
  for (const [agent, value] of byAgent) for (const team of teams.get(agent) ?? ['']) byTeam.set(team, merge(byTeam.get(team), value));
  return byTeam;
}

function mergeTallies(a: Tallies | undefined, b: Tallies): Tallies {
  const { counts, spans } = a ?? emptyTallies();
  for (const [name, value] of b.counts) counts.set(name, (counts.get(name) ?? 0) + value);
  for (const [metric, added] of b.spans) {
    const before = spans.get(metric);
    spans.set(metric, before === undefined ? added : {
      median: null, p90: null, count: before.count + added.count, outliers: before.outliers + added.outliers, business: before.business + added.business, raw: before.raw + added.raw,
      withinGoal: before.withinGoal + added.withinGoal, overGoal: before.overGoal + added.overGoal, excluded: before.excluded + added.excluded, bands: before.bands.map((value, at) => value + (added.bands[at] ?? 0)),
    });
  }
  return { counts, spans };
}

function mergeHistograms(a: Map<FigureMetric, DenseHistogram> | undefined, b: Map<FigureMetric, DenseHistogram>): Map<FigureMetric, DenseHistogram> {
  const merged = a ?? new Map<FigureMetric, DenseHistogram>();
  for (const [metric, histogram] of b) {
    const own = merged.get(metric) ?? new DenseHistogram();
    merged.set(metric, own);
    own.addAll(histogram);
  }
  return merged;
}
