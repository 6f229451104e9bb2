import { sql, type Sql, type Tx } from '#storage/index.ts';
import { figureGroups } from '../figures/figure-groups.ts';
import { addValues, valuesCount } from '../figures/figure-values.ts';
import type { FigureMetric, FigureSplit } from '../figures/figures.ts';
import { DenseHistogram, eachOfText } from '../figures/histogram.ts';
import { emptyTallies, type Tallies } from '../figures/tally.ts';
import { conversationConditions } from '../log/conversation-conditions.ts';
import type { LogContext } from '../log/log-context.ts';
import { messageConditions } from '../log/message-selection.ts';
import { keptBasis, currentBasis } from './rollup-basis.ts';
import type { RollupKind, RollupUnit } from './rollup-cells.ts';
import type { DayRange } from '../log/period-days.ts';
import { wholeUnits, type UnitRange } from './whole-units.ts';

export type RollupSplit = Exclude<FigureSplit, 'contact' | 'domain' | 'label'>;

/** Split by this, figures without a filter stand in the rollups. */
export function isRollupSplit(split: FigureSplit | undefined): split is RollupSplit | undefined {
  return split !== 'contact' && split !== 'domain' && split !== 'label';
}

/** The filter says nothing but days, and what the rollups hold was counted by what holds now, all of it. */
export async function areRollupsFit(tx: Tx, context: LogContext): Promise<boolean> {
  const days = { ...context, range: { from: null, before: null } };
  if (context.party.kind === 'agents' || messageConditions(days).length > 0 || conversationConditions(days).length > 0) return false;
  const kept = await keptBasis(tx);
  if (kept === null || kept.builtTo !== null || kept.basis !== await currentBasis(tx)) return false;
  return (JSON.parse(kept.basis) as { zone: string }).zone === context.filter.zone;
}

/** Whose rows a split reads, from the longest unit that has them to days, and how their key becomes that of the split. */
interface Source { readonly kind: RollupKind; readonly unit: RollupUnit; readonly key: Sql }

const id = sql`CASE t.key WHEN 0 THEN '' ELSE t.key::text END`;
const direction = sql`(ARRAY['inbound', 'outbound', 'internal'])[t.key + 1]`;
const weekHour = sql`(t.key / 24)::text || '-' || (t.key % 24)::text`;
const hourOfDay = sql`(extract(isodow FROM t.first)::int - 1)::text || '-' || t.key::text`;

function sources(split: RollupSplit | undefined): readonly Source[] {
  const both = (kind: RollupKind, key: Sql): Source[] => [{ kind, unit: 'month', key }, { kind, unit: 'day', key }];
  switch (split) {
    case undefined: return both('all', sql`''::text`);
    case 'day': return [{ kind: 'all', unit: 'day', key: sql`t.first::text` }];
    case 'week': return [{ kind: 'all', unit: 'day', key: sql`date_trunc('week', t.first)::date::text` }];
    case 'month': return both('all', sql`left(t.first::text, 7)`);
    case 'agent': case 'team': return both('agent', id);
    case 'channel': return both('channel', id);
    case 'direction': return both('direction', direction);
    case 'hour-weekday': return [{ kind: 'week-hour', unit: 'year', key: weekHour }, { kind: 'week-hour', unit: 'month', key: weekHour }, { kind: 'hour', unit: 'day', key: hourOfDay }];
  }
}

/** Counts and sums of the days by the keys of the split; `team` by agent. */
export async function readCounts(tx: Tx, context: LogContext, split: RollupSplit | undefined, days: DayRange): Promise<Map<string, Tallies>> {
  const groups = figureGroups(context);
  const all = sources(split);
  const ranges = wholeUnits(all.map(({ unit }) => unit), days).ranges;
  const parts = ranges.flatMap((range) => groups.map((group) => {
    const source = all.find(({ unit }) => unit === range.unit)!;
    const sums = Array.from({ length: valuesCount(group) }, (_, at) => sql`sum(t.counts[${sql.lit(at + 1)}]::float8)`);
    return sql`SELECT ${source.key} AS key, ${group.name}::text AS part, ARRAY[${sql.join(sums)}] AS v FROM figure_rollups t WHERE ${rowsOf(tx, source, range)} AND t.part = ${group.name} GROUP BY 1`;
  }));
  const tallies = new Map<string, Tallies>();
  if (parts.length === 0) return tallies;
  for (const row of await tx.rows(sql<{ key: string; part: string; v: number[] }>`${sql.join(parts, sql` UNION ALL `)}`)) {
    const own = tallies.get(row.key) ?? emptyTallies();
    tallies.set(row.key, own);
    addValues(own, groups.find(({ name }) => name === row.part)!, row.v);
  }
  return tallies;
}

export interface ReadHistograms {
  readonly byKey: Map<string, Map<FigureMetric, DenseHistogram>>;
  /** Days that no histogram covers: only the facts know them. */
  readonly rest: readonly DayRange[];
}

const withHistogram: Readonly<Record<RollupKind, readonly RollupUnit[]>> = {
  all: ['month', 'day'], agent: ['month'], channel: ['month'], direction: ['month'], 'week-hour': ['year'], hour: [],
};

export async function readHistograms(tx: Tx, split: RollupSplit | undefined, days: DayRange): Promise<ReadHistograms> {
  const all = sources(split).filter(({ kind, unit }) => withHistogram[kind].includes(unit));
  const { ranges, rest } = wholeUnits(all.map(({ unit }) => unit), days);
  const byKey = new Map<string, Map<FigureMetric, DenseHistogram>>();
  if (ranges.length > 0) {
    const parts = ranges.map((range) => {
      const source = all.find(({ unit }) => unit === range.unit)!;
      return sql`SELECT ${source.key} AS key, t.metric, t.buckets::text AS buckets FROM figure_histograms t WHERE ${rowsOf(tx, source, range)}`;
    });
    for (const { key, metric, buckets } of await tx.rows(sql<{ key: string; metric: FigureMetric; buckets: string }>`${sql.join(parts, sql` UNION ALL `)}`)) {
      const histogram = histogramOf(byKey, key, metric);
      eachOfText(buckets.slice(1, -1), (bucket, count) => { histogram.add(bucket, count); });
    }
  }
  return { byKey, rest };
}

export function histogramOf(byKey: Map<string, Map<FigureMetric, DenseHistogram>>, key: string, metric: FigureMetric): DenseHistogram {
  const own = byKey.get(key) ?? new Map<FigureMetric, DenseHistogram>();
  byKey.set(key, own);
  const found = own.get(metric) ?? new DenseHistogram();
  own.set(metric, found);
  return found;
}

function rowsOf(tx: Tx, { kind, unit }: Source, { from, before }: UnitRange): Sql {
  return sql`t.account_id = ${tx.accountId} AND t.kind = ${kind} AND t.unit = ${unit}
    AND t.first >= ${from ?? '-infinity'}::date AND t.first < ${before ?? 'infinity'}::date`;
}
