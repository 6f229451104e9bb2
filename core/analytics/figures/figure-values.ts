import { sql, type Sql } from '#storage/index.ts';
import { bandEdges, rowsOfFigures, type FigureGroup, type FigureSpans } from './figure-groups.ts';
import type { SpanTally, Tallies } from './tally.ts';

/**
 * What is counted and summed up of a group's rows `r`, which stand for `r.n` each, their spans summed up, in one order: all counts, then for each metric count, outliers, business, raw, withinGoal, overGoal,
 * excluded and its bands. Sums are kept, not means: a mean of means would be none. Rollups keep these arrays, so another order needs another basis.
 */
export function groupValues(group: FigureGroup): Sql[] {
  return [...group.counts.map(([, rows]) => countOf(rows)), ...group.metrics.flatMap((spans) => spanValues(group, spans))];
}

function countOf(rows: Sql): Sql {
  return sql`coalesce(sum(r.n) FILTER (WHERE ${rows}), 0)`;
}

function spanValues(group: FigureGroup, { metric, bands, business, raw }: FigureSpans): Sql[] {
  const rows = rowsOfFigures(group);
  const of = (leaf: 'count' | 'outliers' | 'withinGoal' | 'overGoal' | 'excluded' | `bands.${number}`) => rows.get(`${metric}.${leaf}`) ?? sql`false`;
  const sum = (value: Sql) => sql`coalesce(sum(${value}) FILTER (WHERE ${of('count')}), 0)`;
  return [
    countOf(of('count')), countOf(of('outliers')), sum(business), sum(raw), countOf(of('withinGoal')), countOf(of('overGoal')), countOf(of('excluded')),
    ...bandEdges(bands).map((_, at) => countOf(of(`bands.${at}`))),
  ];
}

export const valuesOfSpans = 7;

export function valuesCount({ counts, metrics }: FigureGroup): number {
  return counts.length + metrics.reduce((sum, { bands }) => sum + valuesOfSpans + bandEdges(bands).length, 0);
}

/** Adds the values of a group's array to the tallies. */
export function addValues(tallies: Tallies, { counts, metrics }: FigureGroup, values: readonly (number | null)[]): void {
  let at = 0;
  const next = () => values[at++] ?? 0;
  for (const [name] of counts) tallies.counts.set(name, (tallies.counts.get(name) ?? 0) + next());
  for (const { metric, bands } of metrics) tallies.spans.set(metric, addSpans(tallies.spans.get(metric), next, bandEdges(bands).length));
}

function addSpans(before: SpanTally | undefined, next: () => number, bands: number): SpanTally {
  return {
    median: before?.median ?? null, p90: before?.p90 ?? null,
    count: (before?.count ?? 0) + next(), outliers: (before?.outliers ?? 0) + next(), business: (before?.business ?? 0) + next(), raw: (before?.raw ?? 0) + next(),
    withinGoal: (before?.withinGoal ?? 0) + next(), overGoal: (before?.overGoal ?? 0) + next(), excluded: (before?.excluded ?? 0) + next(),
    bands: Array.from({ length: bands }, (_, band) => (before?.bands[band] ?? 0) + next()),
  };
}

