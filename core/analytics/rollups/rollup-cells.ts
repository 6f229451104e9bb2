import { sql, type Sql } from '#storage/index.ts';
import { figureGroups, rowsOfFigures, type FigureGroup } from '../figures/figure-groups.ts';
import { figureSelection } from '../figures/figure-selection.ts';
import { groupValues } from '../figures/figure-values.ts';
import { decoded, dimensionsOf, spansOf } from '../figures/grouped-rows.ts';
import type { LogContext } from '../log/log-context.ts';

export type RollupKind = 'all' | 'agent' | 'channel' | 'direction' | 'hour' | 'week-hour';
export type RollupUnit = 'day' | 'month' | 'year';

/** A row of figure_rollups (`bucket` null), or one bucket of a row of figure_histograms (`part` is its metric, `v` its count). */
export interface RollupCell {
  readonly kind: RollupKind;
  readonly unit: RollupUnit;
  /** YYYY-MM-DD */
  readonly first: string;
  readonly key: number;
  readonly part: string;
  readonly bucket: number | null;
  readonly v: readonly number[];
}

/** `key` reads what `rowsOf` calls the columns of a row `r`. */
interface CellForm { readonly kind: RollupKind; readonly unit: RollupUnit; readonly hasHistogram: boolean; readonly key: Sql }

const none = sql`0::bigint`;
const [agent, channel, direction] = [sql`r.agent`, sql`r.channel`, sql`r.direction`];

/** Where each row of the facts is counted. `read-rollups.ts` knows which of them answer what. */
export const cellForms: readonly CellForm[] = [
  { kind: 'all', unit: 'day', hasHistogram: true, key: none },
  { kind: 'all', unit: 'month', hasHistogram: true, key: none },
  { kind: 'agent', unit: 'day', hasHistogram: false, key: agent },
  { kind: 'agent', unit: 'month', hasHistogram: true, key: agent },
  { kind: 'channel', unit: 'day', hasHistogram: false, key: channel },
  { kind: 'channel', unit: 'month', hasHistogram: true, key: channel },
  { kind: 'direction', unit: 'day', hasHistogram: false, key: direction },
  { kind: 'direction', unit: 'month', hasHistogram: true, key: direction },
  { kind: 'hour', unit: 'day', hasHistogram: false, key: sql`r.week_hour % 24` },
  { kind: 'week-hour', unit: 'month', hasHistogram: false, key: sql`r.week_hour` },
  { kind: 'week-hour', unit: 'year', hasHistogram: true, key: sql`r.week_hour` },
];

/**
 * What the facts of some conversations are in all cells: `rowsIn` narrows rows `r` by their conversation_id, or a message's by its message_id too. Each row is read once, with its local day, and put into groups
 * of each cell in which nothing differs; figures are counted of those.
 */
export function cellsOf(context: LogContext, rowsIn: (group: FigureGroup) => Sql): Sql<RollupCell> {
  const groups = figureGroups(context);
  const rows = ({ name }: FigureGroup) => sql.ref(`rows_of_${name}`);
  const parts = groups.flatMap((group) => {
    const names = sql.join(dimensionsOf(context, group).map(({ name }) => sql`r.${sql.ref(name)}`));
    const hasSpans = spansOf(group) !== null;
    const kindOf = (forms: readonly CellForm[]) => sql`(ARRAY[${sql.join(forms.map(({ kind }) => sql.lit(kind)))}])[r.form] AS kind, (ARRAY[${sql.join(forms.map(({ unit }) => sql.lit(unit)))}])[r.form] AS unit`;
    const withHistogram = cellForms.filter((form) => form.hasHistogram);
    return [
      sql`SELECT ${kindOf(cellForms)}, r.first, r.key, ${group.name}::text AS part, NULL::int AS bucket, ARRAY[${sql.join(groupValues(group))}]::float8[] AS v
        FROM (SELECT r.form, r.first, r.key, r.n, ${decoded(context, group)} FROM (
          SELECT c.form, c.first, c.key, ${names}, count(*)::int AS n${hasSpans ? sql`, sum(r.business)::float8 AS business, sum(r.raw)::float8 AS raw` : sql``}
          FROM ${rows(group)} r ${cells(cellForms)} GROUP BY c.form, c.first, c.key, ${names}) r) r
        GROUP BY r.form, r.first, r.key`,
      ...group.metrics.map(({ metric }) => sql`SELECT ${kindOf(withHistogram)}, r.first, r.key, ${metric}::text, r.bucket::int, ARRAY[r.n]::float8[]
        FROM (SELECT c.form, c.first, c.key, r.bucket, count(*) AS n
          FROM (SELECT r.first_day, r.first_month, r.first_year, r.week_hour, r.agent, r.channel, r.direction, r.bucket, ${decoded(context, group)} FROM ${rows(group)} r) r ${cells(withHistogram)}
          WHERE ${rowsOfFigures(group).get(`${metric}.count`)!} GROUP BY c.form, c.first, c.key, r.bucket) r`),
    ];
  });
  return sql<RollupCell>`
    WITH ${sql.join(groups.map((group) => sql`${rows(group)} AS MATERIALIZED (${rowsOf(context, group, rowsIn(group))})`))}
    SELECT x.kind, x.unit, x.first::text, x.key, x.part, x.bucket, x.v FROM (${sql.join(parts, sql` UNION ALL `)}) x`;
}

/** `local` is the row's wall clock; the days of 1970 began with a Thursday (figure-key.ts says why its hour is found so). */
function rowsOf(context: LogContext, group: FigureGroup, rowsIn: Sql): Sql {
  const spans = spansOf(group);
  const dimensions = dimensionsOf(context, group).map(({ name, of }) => sql`${of} AS ${sql.ref(name)}`);
  // By the conversations that are named: a partial index of `within` would be all of the account's, and looks small until statistics know better.
  return sql`
    SELECT r.*, r.local::date AS first_day, date_trunc('month', r.local)::date AS first_month, date_trunc('year', r.local)::date AS first_year,
      mod(mod(floor(date_part('epoch', r.local) / 3600)::bigint + 72, 168) + 168, 168) AS week_hour
    FROM (SELECT ${group.at} AT TIME ZONE ${context.filter.zone}::text AS local, coalesce(${group.agentId}, 0) AS agent, r.channel_id AS channel, ${group.direction}::bigint AS direction, ${sql.join(dimensions)}
        ${spans ? sql`, ${spans.business} AS business, ${spans.raw} AS raw, ${spans.bucket} AS bucket` : sql``}
      FROM (${figureSelection(context, group)}) r WHERE coalesce(${group.within}, false) AND ${rowsIn} OFFSET 0) r`;
}

function cells(forms: readonly CellForm[]): Sql {
  const rows = forms.map(({ unit, key }, at) => sql`(${sql.lit(at + 1)}, ${sql.ref(`r.first_${unit}`)}, ${key})`);
  return sql`CROSS JOIN LATERAL (VALUES ${sql.join(rows)}) c(form, first, key)`;
}
