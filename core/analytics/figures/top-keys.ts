import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { LogContext } from '../log/log-context.ts';
import { readingWide } from '../log/reading-wide.ts';
import { canHash, countInFacts, heldMessages, type CountedFigures } from './count-in-facts.ts';
import { figureGroups, rowsOfFigures, type FigureGroup } from './figure-groups.ts';
import type { KeyReader } from './figure-key.ts';
import type { FigureOrder } from './figure-order.ts';
import type { FigureMetric, FigureName, FigureSplit } from './figures.ts';
import { decoded, dimensionsOf, spansOf } from './grouped-rows.ts';
import { isMonthAtMost, periodDays } from '../log/period-days.ts';

/** Splits with as many keys as there are customers. A page of them is found first, then counted. */
type ManyKeys = Extract<FigureSplit, 'contact' | 'domain'>;

export function isRankedSplit(split: FigureSplit | undefined, { by }: FigureOrder): split is ManyKeys {
  // A median of each key needs each key's spans: then all is counted.
  return (split === 'contact' || split === 'domain') && !by.endsWith('.median') && !by.endsWith('.p90');
}

/** Ranks all keys by the one figure that orders them, and counts every figure of those that are shown. */
export async function countTopKeys(tx: Tx, context: LogContext, split: ManyKeys, reader: KeyReader, order: FigureOrder): Promise<CountedFigures> {
  const isExact = isMonthAtMost(periodDays(context.filter));
  const statement = rankStatement(context, reader, order, isExact);
  const ranked = isExact ? await tx.rows(statement) : await readingWide(tx, () => tx.rows(statement), { lookUps: !canHash(context, reader(figureGroups(context)[0]!)) });
  if (ranked.length === 0) return { keys: 0, rows: [], isExact };
  const under = conversationsUnder(context.accountId, split, ranked.map(({ key }) => key));
  const { rows } = await countInFacts(tx, context, () => underKey, order, { isExact, under });
  return { keys: ranked[0]!.keys, rows, isExact };
}

const underKey = {
  joins: sql``, raw: sql`u.key`, text: (raw: Sql) => sql`coalesce(${raw}::text, '')`, isLarge: false,
} as const;

/** Each key once with the value that orders it, cut to what is shown, and how many there are. */
function rankStatement(context: LogContext, reader: KeyReader, { by, direction, limit }: FigureOrder, isMonth: boolean): Sql<{ key: string; keys: number }> {
  const groups = figureGroups(context);
  const held = heldMessages(context, groups, isMonth);
  const { text } = reader(groups[0]!);
  const [metric, leaf] = by.split('.') as [FigureMetric, string];
  const counted = (leaf === 'mean' ? `${metric}.count` : by) as FigureName;
  const ordering = groups.find((group) => rowsOfFigures(group).has(counted));
  // Over all time whatever counts under a key counts in a conversation that began.
  const hasPeriod = context.range.from !== null || context.range.before !== null;
  const read = groups.filter((group) => group === ordering || hasPeriod || group.name === 'conversations');
  const parts = read.map((group) => {
    const rows = sql`(SELECT 1 AS n, r.key, ${decoded(context, group)} FROM (${keyedRows(context, group, reader, held)}) r) r`;
    return sql`SELECT r.key, ${group === ordering ? valueOf(group, counted, leaf === 'mean' ? metric : null) : sql`NULL::float8`} AS value FROM ${rows} GROUP BY r.key`;
  });
  const sign = sql.raw(direction === 'asc' ? 'ASC' : 'DESC');
  const byKey = sql`x.key COLLATE "C"`;
  const value = leaf === 'mean' ? sql`x.value` : sql`coalesce(x.value, 0)`;
  return sql<{ key: string; keys: number }>`
    WITH ${sql.join([...held.ctes, sql`parts AS (${sql.join(parts, sql` UNION ALL `)})`])}
    SELECT x.key, (count(*) OVER ())::int AS keys FROM (SELECT ${text(sql`p.key`)} AS key, max(p.value) AS value FROM parts p GROUP BY 1) x
    ORDER BY ${by === 'key' ? sql`${byKey} ${sign}` : sql`${value} ${sign} NULLS LAST, ${byKey}`} LIMIT ${limit}`;
}

function keyedRows(context: LogContext, group: FigureGroup, reader: KeyReader, held: ReturnType<typeof heldMessages>): Sql {
  const { joins, raw } = reader(group);
  const spans = spansOf(group);
  const dimensions = dimensionsOf(context, group).map(({ name, of }) => sql`${of} AS ${sql.ref(name)}`);
  return sql`SELECT ${raw} AS key, ${sql.join(dimensions)}${spans ? sql`, ${spans.business} AS business, ${spans.raw} AS raw` : sql``} FROM ${held.rowsOf(group)} r ${joins} WHERE ${held.isRead(group)}`;
}

/** As `sort-tallies.ts` has it. */
function valueOf(group: FigureGroup, counted: FigureName, meanOf: FigureMetric | null): Sql {
  const rows = rowsOfFigures(group).get(counted)!;
  const count = sql`(count(*) FILTER (WHERE ${rows}))::float8`;
  const spans = group.metrics.find(({ metric }) => metric === meanOf);
  return spans ? sql`(sum(${spans.business}) FILTER (WHERE ${rows}))::float8 / nullif(${count}, 0)` : count;
}

/** Rows (conversation_id, key) of the conversations that stand under these keys. */
function conversationsUnder(accountId: number, split: ManyKeys, keys: readonly string[]): Sql {
  const named = keys.filter((key) => key !== '');
  const parts: Sql[] = [];
  if (named.length > 0) {
    parts.push(split === 'contact'
      ? sql`SELECT v.id AS conversation_id, v.contact_id AS key FROM conversations v WHERE v.account_id = ${accountId} AND v.contact_id = ANY(${named.map(Number)}::bigint[])`
      : sql`SELECT v.id AS conversation_id, d.domain AS key FROM addresses d JOIN conversations v ON v.account_id = ${accountId} AND v.counterpart_id = d.id
          WHERE d.account_id = ${accountId} AND d.domain = ANY(${named}::text[])`);
  }
  if (named.length < keys.length) {
    const facts = sql`conversation_facts cf LEFT JOIN conversations v ON v.account_id = ${accountId} AND v.id = cf.conversation_id`;
    parts.push(split === 'contact'
      ? sql`SELECT cf.conversation_id, NULL::bigint AS key FROM ${facts} WHERE cf.account_id = ${accountId} AND v.contact_id IS NULL`
      : sql`SELECT cf.conversation_id, NULL::text AS key FROM ${facts} LEFT JOIN addresses d ON d.account_id = ${accountId} AND d.id = v.counterpart_id WHERE cf.account_id = ${accountId} AND coalesce(d.domain, '') = ''`);
  }
  return sql.join(parts, sql` UNION ALL `);
}
