import { sql, type Sql } from '#storage/index.ts';
import { bandEdges, rowsOfFigures, type FigureGroup, type FigureSpans } from './figure-groups.ts';
import type { FigureOrder } from './figure-order.ts';
import type { SpanTally, Tallies } from './tally.ts';

/**
 * What is counted and summed up of a group's rows `r`, in one order: all counts, then for each metric count, outliers, business, raw, withinGoal, overGoal, excluded
 * and its bands. Sums are kept, not means: a mean of means would be none. Rollups keep these arrays, so another order needs another basis.
 */
export function groupValues(group: FigureGroup): Sql[] {
  return [...group.counts.map(([, rows]) => countOf(rows)), ...group.metrics.flatMap((spans) => spanValues(group, spans))];
}

function countOf(rows: Sql): Sql {
  return sql`count(*) FILTER (WHERE ${rows})`;
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

const valuesOfSpans = 7;

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

/** The value that is sorted by, of the array that `array` gives for a group; its percentiles stand in `ranks`: median and p90 of each metric. */
export function sortValue(groups: readonly FigureGroup[], by: Exclude<FigureOrder['by'], 'key'>, array: (group: FigureGroup) => Sql, ranks: (group: FigureGroup) => Sql): Sql {
  for (const group of groups) {
    const element = (at: number) => sql`(${array(group)})[${sql.lit(at)}]`;
    let at = 1;
    for (const [figure] of group.counts) {
      if (figure === by) return sql`coalesce(${element(at)}, 0)`;
      at += 1;
    }
    for (const [number, { metric, bands }] of group.metrics.entries()) {
      if (by === `${metric}.count`) return sql`coalesce(${element(at)}, 0)`;
      if (by === `${metric}.mean`) return sql`${element(at + 2)} / nullif(${element(at)}, 0)`;
      if (by === `${metric}.median`) return sql`(${ranks(group)})[${sql.lit(number * 2 + 1)}]`;
      if (by === `${metric}.p90`) return sql`(${ranks(group)})[${sql.lit(number * 2 + 2)}]`;
      at += valuesOfSpans + bandEdges(bands).length;
    }
  }
  throw new Error(`no figure to sort by: ${by}`);
}
