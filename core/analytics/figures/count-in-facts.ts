import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { LogContext } from '../log/log-context.ts';
import { bandEdges, figureGroups, rowsOfFigures, type FigureGroup, type FigureSpans } from './figure-groups.ts';
import type { KeyReader } from './figure-key.ts';
import { figureSelection, inPeriod } from './figure-selection.ts';
import type { FigureOrder } from './figure-order.ts';
import { emptyTallies, type SpanTally, type Tallies } from './tally.ts';

export interface CountedFigures { readonly keys: number; readonly rows: readonly (readonly [key: string, Tallies])[] }

type Row = Readonly<Record<FigureGroup['name'], (number | null)[] | null>> & { readonly key: string; readonly keys: number };

/** Every figure from the facts, in one statement: one pass over messages and one over each kind of conversation row. */
export async function countInFacts(tx: Tx, context: LogContext, reader: KeyReader, order: FigureOrder): Promise<CountedFigures> {
  const groups = figureGroups(context);
  const parts = groups.map((group) => sql`${cte(group)} AS (${groupStatement(context, group, reader)})`);
  const columns = groups.map((group) => sql`${cte(group)}.v AS ${sql.ref(group.name)}`);
  const joined = groups.slice(1).map((group) => sql` FULL JOIN ${cte(group)} USING (key)`);
  const found = await tx.rows(sql<Row>`
    WITH ${sql.join(parts)}
    SELECT key, (count(*) OVER ())::int AS keys, ${sql.join(columns)}
    FROM ${cte(groups[0]!)} ${sql.join(joined, sql` `)}
    ${orderBy(groups, order)}`);
  return { keys: found[0]?.keys ?? 0, rows: found.map((row) => [row.key, talliesOf(groups, row)] as const) };
}

/** Not the group's own name: it would stand before the table of that name. */
function cte({ name }: FigureGroup): Sql {
  return sql.ref(`of_${name}`);
}

function groupStatement(context: LogContext, group: FigureGroup, reader: KeyReader): Sql {
  const { joins, key } = reader(group);
  const values = [...group.counts.map(([, rows]) => countOf(rows)), ...group.metrics.flatMap((spans) => spanValues(group, spans))];
  return sql`
    SELECT ${key} AS key, ARRAY[${sql.join(values)}]::float8[] AS v
    FROM (${figureSelection(context, group)}) r ${joins} WHERE ${inPeriod(context, group)} GROUP BY 1`;
}

function countOf(rows: Sql): Sql {
  return sql`count(*) FILTER (WHERE ${rows})`;
}

/** In the order of `spanTally`. The sum is taken for the mean: a mean of means would be none. */
function spanValues(group: FigureGroup, { metric, bands, business, raw }: FigureSpans): Sql[] {
  const rows = rowsOfFigures(group);
  const of = (leaf: 'count' | 'outliers' | 'withinGoal' | 'overGoal' | 'excluded' | `bands.${number}`) => rows.get(`${metric}.${leaf}`) ?? sql`false`;
  const meant = of('count');
  const rank = (share: Sql) => sql`percentile_disc(${share}) WITHIN GROUP (ORDER BY ${business}) FILTER (WHERE ${meant})`;
  return [
    countOf(meant), countOf(of('outliers')), sql`sum(${business}) FILTER (WHERE ${meant})`, sql`sum(${raw}) FILTER (WHERE ${meant})`,
    rank(sql`0.5`), rank(sql`0.9`), countOf(of('withinGoal')), countOf(of('overGoal')), countOf(of('excluded')),
    ...bandEdges(bands).map((_, at) => countOf(of(`bands.${at}`))),
  ];
}

function talliesOf(groups: readonly FigureGroup[], row: Row): Tallies {
  const tallies = emptyTallies();
  for (const group of groups) {
    const values = row[group.name];
    if (!values) continue;
    let at = 0;
    const next = () => values[at++] ?? null;
    for (const [name] of group.counts) tallies.counts.set(name, next() ?? 0);
    for (const { metric, bands } of group.metrics) tallies.spans.set(metric, spanTally(next, bands.length === 0 ? 0 : bands.length + 1));
  }
  return tallies;
}

function spanTally(next: () => number | null, bands: number): SpanTally {
  const count = next() ?? 0;
  return {
    count, outliers: next() ?? 0, business: next() ?? 0, raw: next() ?? 0, median: next(), p90: next(),
    withinGoal: next() ?? 0, overGoal: next() ?? 0, excluded: next() ?? 0, bands: Array.from({ length: bands }, () => next() ?? 0),
  };
}

/** The value that is sorted by stands in the array of its group; arrays of PostgreSQL begin with 1. */
function orderBy(groups: readonly FigureGroup[], { by, direction, limit }: FigureOrder): Sql {
  const way = direction === 'asc' ? sql`ASC` : sql`DESC`;
  const value = by === 'key' ? sql`key` : valueOf(groups, by);
  return sql`ORDER BY ${value} ${way} NULLS LAST, key LIMIT ${limit}`;
}

function valueOf(groups: readonly FigureGroup[], by: Exclude<FigureOrder['by'], 'key'>): Sql {
  for (const group of groups) {
    const { counts, metrics } = group;
    const element = (at: number) => sql`${cte(group)}.v[${sql.lit(at)}]`;
    let at = 1;
    for (const [figure] of counts) {
      if (figure === by) return sql`coalesce(${element(at)}, 0)`;
      at += 1;
    }
    for (const { metric, bands } of metrics) {
      if (by === `${metric}.count`) return sql`coalesce(${element(at)}, 0)`;
      if (by === `${metric}.mean`) return sql`${element(at + 2)} / nullif(${element(at)}, 0)`;
      if (by === `${metric}.median`) return element(at + 4);
      if (by === `${metric}.p90`) return element(at + 5);
      at += 9 + bandEdges(bands).length;
    }
  }
  throw new Error(`no figure to sort by: ${by}`);
}
