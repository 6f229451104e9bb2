import { sql, type Sql } from '#storage/index.ts';
import { figureGroups, rowsOfFigures, type FigureGroup } from '../figures/figure-groups.ts';
import { figureSelection } from '../figures/figure-selection.ts';
import { groupValues } from '../figures/figure-values.ts';
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

interface CellForm { readonly kind: RollupKind; readonly unit: RollupUnit; readonly hasHistogram: boolean; readonly key: (group: FigureGroup) => Sql }

const none = () => sql`0::bigint`;
const agent = ({ agentId }: FigureGroup) => sql`coalesce(${agentId}, 0)`;
const channel = () => sql`r.channel_id`;
const direction = (group: FigureGroup) => sql`CASE ${group.direction} WHEN 'inbound' THEN 0 WHEN 'outbound' THEN 1 ELSE 2 END::bigint`;

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
  { kind: 'hour', unit: 'day', hasHistogram: false, key: () => sql`(t.week_hour % 24)::bigint` },
  { kind: 'week-hour', unit: 'month', hasHistogram: false, key: () => sql`t.week_hour` },
  { kind: 'week-hour', unit: 'year', hasHistogram: true, key: () => sql`t.week_hour` },
];

/** What the facts of some conversations are in all cells: `rowsIn` narrows rows `r` by their conversation_id, or a message's by its message_id too. */
export function cellsOf(context: LogContext, rowsIn: (group: FigureGroup) => Sql): Sql<RollupCell> {
  const parts = figureGroups(context).flatMap((group) => {
    const from = sql`(${figureSelection(context, group)}) r ${localTime(context, group)}`;
    // By the conversations that are named: a partial index of `within` would be all of the account's, and looks small until statistics know better.
    const where = sql`coalesce(${group.within}, false) AND ${rowsIn(group)}`;
    return [
      sql`SELECT c.kind, c.unit, c.first, c.key, ${group.name}::text AS part, NULL::int AS bucket, ARRAY[${sql.join(groupValues(group))}]::float8[] AS v
        FROM ${from} ${cells(group, cellForms)} WHERE ${where} GROUP BY 1, 2, 3, 4`,
      ...group.metrics.map(({ metric, business }) => sql`SELECT c.kind, c.unit, c.first, c.key, ${metric}::text, span_bucket(${business}), ARRAY[count(*)]::float8[]
        FROM ${from} ${cells(group, cellForms.filter((form) => form.hasHistogram))} WHERE ${where} AND ${rowsOfFigures(group).get(`${metric}.count`)!} GROUP BY 1, 2, 3, 4, 6`),
    ];
  });
  return sql<RollupCell>`SELECT x.kind, x.unit, x.first::text, x.key, x.part, x.bucket, x.v FROM (${sql.join(parts, sql` UNION ALL `)}) x`;
}

/** `t.local` is the row's wall clock, `t.week_hour` its hour of the week from Monday (message-selection.ts says why so). */
function localTime({ filter }: LogContext, { at }: FigureGroup): Sql {
  return sql`CROSS JOIN LATERAL (SELECT l.local, mod(mod(floor(date_part('epoch', l.local) / 3600)::bigint + 72, 168) + 168, 168) AS week_hour
    FROM (SELECT (${at} AT TIME ZONE ${filter.zone}::text) AS local) l) t`;
}

function cells(group: FigureGroup, forms: readonly CellForm[]): Sql {
  const rows = forms.map(({ kind, unit, key }) => sql`(${sql.lit(kind)}, ${sql.lit(unit)}, ${unit === 'day' ? sql`t.local::date` : sql`date_trunc(${sql.lit(unit)}, t.local)::date`}, ${key(group)})`);
  return sql`CROSS JOIN LATERAL (VALUES ${sql.join(rows)}) c(kind, unit, first, key)`;
}
