import { sql, type Sql } from '#storage/index.ts';
import type { StatDefinition, StatUnit } from './stat-definition.ts';

/** The spans of one metric: rows with both spans, and which of them are outliers. */
export interface Spans {
  readonly unit: StatUnit;
  readonly rows: Sql;
  readonly isOutlier: Sql;
  readonly business: Sql;
  readonly raw: Sql;
}

/** Outliers leave both means of their metric, and are counted beside. */
export function durationStats(metric: 'overallReply' | 'initialReply' | 'forward' | 'close', spans: Spans): StatDefinition[] {
  const { unit, business, raw } = spans;
  const rows = meant(spans);
  return [
    { name: `${metric}.mean`, unit, kind: 'mean', rows, value: business },
    { name: `${metric}.meanRaw`, unit, kind: 'mean', rows, value: raw },
    { name: `${metric}.count`, unit, kind: 'count', rows },
    { name: `${metric}.outliers`, unit, kind: 'count', rows: sql`${spans.rows} AND ${spans.isOutlier}` },
  ];
}

/** The spans of the means against the goal; `kept` is null without one. */
export function goalStats(metric: 'overallReply' | 'initialReply' | 'close', spans: Spans, kept: Sql): StatDefinition[] {
  const count = (leaf: 'withinGoal' | 'overGoal' | 'excluded', when: Sql): StatDefinition => (
    { name: `${metric}.${leaf}`, unit: spans.unit, kind: 'count', rows: sql`${meant(spans)} AND ${when}` });
  return [count('withinGoal', sql`${kept}`), count('overGoal', sql`NOT ${kept}`), count('excluded', sql`${kept} IS NULL`)];
}

/** The spans of the means that are not longer than each band, in business time and by the clock on the wall. */
export function bandStats(metric: 'overallReply' | 'initialReply' | 'close', spans: Spans, bands: readonly number[]): StatDefinition[] {
  return bands.flatMap((seconds) => ([['bands', spans.business], ['bandsRaw', spans.raw]] as const).map(([leaf, span]): StatDefinition => (
    { name: `${metric}.${leaf}.${seconds}`, unit: spans.unit, kind: 'count', rows: sql`${meant(spans)} AND ${span} <= ${seconds}::bigint` })));
}

function meant({ rows, isOutlier }: Spans): Sql {
  return sql`${rows} AND NOT ${isOutlier}`;
}
