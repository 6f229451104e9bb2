import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { LogContext } from '../log/log-context.ts';
import { figureGroups, rowsOfFigures, type FigureGroup } from './figure-groups.ts';
import type { KeyReader } from './figure-key.ts';
import type { FigureOrder } from './figure-order.ts';
import { figureSelection, inPeriod } from './figure-selection.ts';
import { addValues, groupValues, sortValue } from './figure-values.ts';
import { emptyTallies, type Tallies } from './tally.ts';

export interface CountedFigures { readonly keys: number; readonly rows: readonly (readonly [key: string, Tallies])[] }

type Column = `${FigureGroup['name']}${'' | 'Ranks'}`;
type Row = Readonly<Record<Column, (number | null)[] | null>> & { readonly key: string; readonly keys: number };

/** Every figure from the facts, exactly, in one statement: one pass over messages and one over each kind of conversation row. */
export async function countInFacts(tx: Tx, context: LogContext, reader: KeyReader, order: FigureOrder): Promise<CountedFigures> {
  const groups = figureGroups(context);
  const parts = groups.map((group) => sql`${cte(group)} AS (${groupStatement(context, group, reader)})`);
  const columns = groups.map((group) => sql`${cte(group)}.v AS ${sql.ref(group.name)}, ${cte(group)}.ranks AS ${sql.ref(`${group.name}Ranks`)}`);
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
  return sql`
    SELECT ${key} AS key, ARRAY[${sql.join(groupValues(group))}]::float8[] AS v, ${ranks(group)} AS ranks
    FROM (${figureSelection(context, group)}) r ${joins} WHERE ${inPeriod(context, group)} GROUP BY 1`;
}

/** Median and p90 of each metric of the group. */
export function ranks(group: FigureGroup): Sql {
  const values = group.metrics.flatMap(({ metric, business }) => {
    const meant = rowsOfFigures(group).get(`${metric}.count`)!;
    return [sql`0.5`, sql`0.9`].map((share) => sql`percentile_disc(${share}) WITHIN GROUP (ORDER BY ${business}) FILTER (WHERE ${meant})`);
  });
  return values.length === 0 ? sql`NULL::float8[]` : sql`ARRAY[${sql.join(values)}]::float8[]`;
}

function talliesOf(groups: readonly FigureGroup[], row: Row): Tallies {
  const tallies = emptyTallies();
  for (const group of groups) {
    const values = row[group.name];
    if (!values) continue;
    addValues(tallies, group, values);
    setRanks(tallies, group, row[`${group.name}Ranks`]);
  }
  return tallies;
}

export function setRanks(tallies: Tallies, { metrics }: FigureGroup, found: readonly (number | null)[] | null): void {
  for (const [at, { metric }] of metrics.entries()) {
    const before = tallies.spans.get(metric);
    if (before) tallies.spans.set(metric, { ...before, median: found?.[at * 2] ?? null, p90: found?.[at * 2 + 1] ?? null });
  }
}

function orderBy(groups: readonly FigureGroup[], { by, direction, limit }: FigureOrder): Sql {
  const way = direction === 'asc' ? sql`ASC` : sql`DESC`;
  const value = by === 'key' ? sql`key` : sortValue(groups, by, (group) => sql`${cte(group)}.v`, (group) => sql`${cte(group)}.ranks`);
  return sql`ORDER BY ${value} ${way} NULLS LAST, key LIMIT ${limit}`;
}
