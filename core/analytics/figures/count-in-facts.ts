import { sql, type Sql, type Tx } from '#storage/index.ts';
import { conversationSelection } from '../log/conversation-selection.ts';
import { isAmong, type LogContext } from '../log/log-context.ts';
import { messageConditions, messageSelection } from '../log/message-selection.ts';
import { packed, unpacked } from '../log/packed.ts';
import { readingWide } from '../log/reading-wide.ts';
import { figureGroups, rowsOfFigures, type FigureGroup } from './figure-groups.ts';
import type { FigureKey, KeyReader } from './figure-key.ts';
import type { FigureOrder } from './figure-order.ts';
import { anyDay, inPeriod } from './figure-selection.ts';
import { addValues, groupValues } from './figure-values.ts';
import type { FigureMetric } from './figures.ts';
import { bucketOf, decoded, dimensionsOf, spansOf } from './grouped-rows.ts';
import { addTo, eachOfText, ranksOf, type Histogram } from './histogram.ts';
import { isMonthAtMost, periodDays } from '../log/period-days.ts';
import { sortTallies } from './sort-tallies.ts';
import { emptyTallies, type Tallies } from './tally.ts';

export interface CountedFigures { readonly keys: number; readonly rows: readonly (readonly [key: string, Tallies])[]; /** Of medians and p90; everything else always is. */ readonly isExact: boolean }

interface Row {
  readonly part: FigureGroup['name'];
  readonly key: string;
  readonly v: (number | null)[] | null;
  /** Median and p90 of each metric. */
  readonly ranks: (number | null)[] | null;
  readonly metric: FigureMetric | null;
  /** Bucket and count in turn. */
  readonly buckets: string | null;
}

export interface CountOptions {
  /** Medians and p90 by sorting; default: up to a month. */
  readonly isExact?: boolean;
  /** Rows (conversation_id, key): only these conversations count. The key reads them as `u`. */
  readonly under?: Sql;
}

/** Every figure from the facts in one statement: one pass over messages and one over each kind of conversation row; medians over more than a month by histograms that the same pass counts. */
export async function countInFacts(tx: Tx, context: LogContext, reader: KeyReader, order: FigureOrder, { isExact = isMonthAtMost(periodDays(context.filter)), under }: CountOptions = {}): Promise<CountedFigures> {
  const groups = figureGroups(context);
  const statement = factsStatement(context, groups, reader, isExact, under);
  const found = isExact ? await tx.rows(statement) : await readingWide(tx, () => tx.rows(statement), { lookUps: !canHash(context, reader(groups[0]!)) });
  const tallies = new Map<string, Tallies>();
  for (const { part, key, v } of found) {
    if (!v) continue;
    const own = tallies.get(key) ?? emptyTallies();
    tallies.set(key, own);
    addValues(own, groups.find(({ name }) => name === part)!, v);
  }
  for (const { part, key, ranks, metric, buckets } of found) {
    const own = tallies.get(key);
    if (own && ranks) setRanks(own, groups.find(({ name }) => name === part)!, ranks);
    if (!own || !metric || !buckets) continue;
    const histogram: Histogram = new Map();
    eachOfText(buckets, (bucket, count) => { addTo(histogram, bucket, count); });
    applyHistogram(own, metric, histogram);
  }
  return { keys: tallies.size, rows: sortTallies([...tallies], order), isExact };
}

/**
 * Whether the key joins a large table and nothing of the filter is asked row by row. Statistics do not know who has how much (decision 0011), so the planner takes a million rows for a few and would look each
 * of them up in the other table.
 */
export function canHash({ filter, party, other }: LogContext, { isLarge }: FigureKey): boolean {
  const asksEachRow = filter.exclusive || filter.search !== undefined || [party, other].some((side) => side.kind === 'internal' || (side.kind === 'agents' && (side.through ?? side.channelIds) !== undefined));
  return isLarge && !asksEachRow;
}

function factsStatement(context: LogContext, groups: readonly FigureGroup[], reader: KeyReader, isExact: boolean, under: Sql | undefined): Sql<Row> {
  const ctes: Sql[] = under ? [sql`under AS MATERIALIZED (${under})`] : [];
  const read: Sql[] = [];
  // Where nothing selects messages, only the rows of those conversations are read.
  const isNarrowed = under !== undefined && messageConditions(anyDay(context)).length === 0;
  const held = heldMessages(isNarrowed ? { ...context, only: sql`u.conversation_id` } : context, groups, isExact);
  const fromOf = (group: FigureGroup, joins: Sql): Sql => {
    if (isNarrowed) return sql`under u CROSS JOIN LATERAL ${held.rowsOf(group)} r`;
    return under ? sql`${held.rowsOf(group)} r JOIN under u ON u.conversation_id = r.conversation_id` : sql`${held.rowsOf(group)} r ${joins}`;
  };
  ctes.push(...held.ctes);
  for (const group of groups) {
    const [rows, grouped] = [sql.ref(`rows_of_${group.name}`), sql.ref(`groups_of_${group.name}`)];
    const { joins, raw, text } = reader(group);
    const dimensions = dimensionsOf(context, group);
    const spans = spansOf(group);
    const columns = sql`${raw} AS key, ${sql.join(dimensions.map(({ name, of }) => sql`${of} AS ${sql.ref(name)}`))}${spans ? sql`, ${spans.business} AS business, ${spans.raw} AS raw, ${spans.bucket} AS bucket` : sql``}`;
    // Rows that are read twice, for counts and in order, are kept.
    const isKept = isExact && spans !== null;
    ctes.push(sql`${rows} AS ${isKept ? sql`MATERIALIZED` : sql`NOT MATERIALIZED`} (SELECT ${columns} FROM ${fromOf(group, joins)} WHERE ${held.isRead(group)})`);
    const inGroup = spans && !isExact ? [...dimensions, bucketOf] : dimensions;
    ctes.push(sql`${grouped} AS MATERIALIZED (SELECT g.*, ${unpacked(inGroup, sql`g.packed`)} FROM (
      SELECT r.key, ${packed(inGroup)} AS packed, count(*)::int AS n${spans ? sql`, sum(r.business)::float8 AS business, sum(r.raw)::float8 AS raw` : sql``} FROM ${rows} r GROUP BY 1, 2) g)`);
    const from = (table: Sql, n: Sql, more: Sql) => sql`(SELECT r.key, ${n} AS n${more}, ${decoded(context, group)} FROM ${table} r) r`;
    const part = sql`${group.name}::text`;
    const nothing = sql`NULL::float8[]`;
    read.push(sql`SELECT ${part} AS part, ${text(sql`r.key`)} AS key, ARRAY[${sql.join(groupValues(group))}]::float8[] AS v, ${nothing} AS ranks, NULL::text AS metric, NULL::text AS buckets FROM ${from(grouped, sql`r.n`, sql``)} GROUP BY r.key`);
    if (group.metrics.length === 0) continue;
    if (isExact) read.push(sql`SELECT ${part}, ${text(sql`r.key`)}, ${nothing}, ${ranks(group)}, NULL, NULL FROM ${from(rows, sql`1`, sql``)} GROUP BY r.key`);
    else {
      for (const { metric } of group.metrics) {
        read.push(sql`
          SELECT ${part}, ${text(sql`b.key`)}, ${nothing}, ${nothing}, ${metric}::text, string_agg(b.bucket || ' ' || b.n, ' ') FROM (
            SELECT r.key, r.bucket, sum(r.n) AS n FROM ${from(grouped, sql`r.n`, sql`, r.bucket`)} WHERE ${rowsOfFigures(group).get(`${metric}.count`)!} GROUP BY 1, 2) b GROUP BY b.key`);
      }
    }
  }
  return sql<Row>`WITH ${sql.join(ctes)} ${sql.join(read, sql` UNION ALL `)}`;
}

export interface Held { readonly ctes: readonly Sql[]; readonly rowsOf: (group: FigureGroup) => Sql; readonly isRead: (group: FigureGroup) => Sql }

/** Whose rows count: the filter's messages of the period, and conversations of the period that hold a message that the filter selects, of whatever day. */
export function heldMessages(context: LogContext, groups: readonly FigureGroup[], isMonth: boolean): Held {
  const everyDay = anyDay(context);
  const isSelected = messageConditions(everyDay).length > 0;
  const inline = (group: FigureGroup) => sql`(${group.unit === 'messages' ? messageSelection(context) : conversationSelection(everyDay, [])})`;
  if (!isSelected) return { ctes: [], rowsOf: inline, isRead: (group) => inPeriod(context, group) };
  const hasPeriod = context.range.from !== null || context.range.before !== null;
  const messages = groups.find(({ unit }) => unit === 'messages')!;
  const selected = (of: LogContext) => sql`selected AS MATERIALIZED (SELECT ${sql.join(messageColumns(context).map((name) => sql`r.${sql.ref(name)}`))} FROM (${messageSelection(of)}) r)`;
  if (!hasPeriod) {
    return {
      ctes: [selected(context)], rowsOf: (group) => (group === messages ? sql`selected` : inline(group)),
      isRead: (group) => (group === messages ? sql`true` : sql`${inPeriod(context, group)} AND ${isAmong(sql`r.conversation_id`, sql`SELECT conversation_id FROM selected`)}`),
    };
  }
  if (!isMonth) {
    return {
      ctes: [sql`holding AS MATERIALIZED (SELECT s.conversation_id FROM (${messageSelection(everyDay)}) s)`], rowsOf: inline,
      isRead: (group) => (group === messages ? inPeriod(context, group) : sql`${inPeriod(context, group)} AND ${isAmong(sql`r.conversation_id`, sql`SELECT conversation_id FROM holding`)}`),
    };
  }
  // Most conversations of a month hold their message in it; the others are asked one by one.
  const ofConversations = groups.filter(({ unit }) => unit === 'conversations');
  const candidates = ({ name }: FigureGroup) => sql.ref(`candidates_of_${name}`);
  const { reads: _, ...narrow } = everyDay;
  return {
    ctes: [
      selected(context),
      ...ofConversations.map((group) => sql`${candidates(group)} AS MATERIALIZED (SELECT ${sql.join(conversationColumns(group).map((name) => sql`r.${sql.ref(name)}`))} FROM ${inline(group)} r WHERE ${inPeriod(context, group)})`),
      sql`holding AS MATERIALIZED (
        SELECT k.conversation_id FROM (${sql.join(ofConversations.map((group) => sql`SELECT conversation_id FROM ${candidates(group)}`), sql` UNION `)}) k
        WHERE ${isAmong(sql`k.conversation_id`, sql`SELECT conversation_id FROM selected`)} OR (SELECT true FROM (${messageSelection(narrow)}) s WHERE s.conversation_id = k.conversation_id LIMIT 1))`,
    ],
    rowsOf: (group) => (group === messages ? sql`selected` : candidates(group)),
    isRead: (group) => (group === messages ? sql`true` : isAmong(sql`r.conversation_id`, sql`SELECT conversation_id FROM holding`)),
  };
}

/** What keys and dimensions read of a selected message. */
function messageColumns({ party }: LogContext): string[] {
  return ['conversation_id', 'at', 'agent_id', 'channel_id', 'traits', 'bucket', 'band', 'in_goal', 'business', 'raw', ...(party.kind === 'agents' ? ['sent', 'received'] : [])];
}

function conversationColumns({ name }: FigureGroup): string[] {
  const common = ['conversation_id', 'channel_id', 'first_reply_agent_id', 'traits'];
  switch (name) {
    case 'firstReply': return [...common, 'first_reply_at', 'credited', 'in_first_reply_goal', 'first_band', 'initial_bucket', 'initial_reply_business', 'initial_reply_raw'];
    case 'close': return [...common, 'ended_at', 'in_close_goal', 'close_band', 'close_bucket', 'close_mail_business', 'close_mail_raw'];
    case 'messages': case 'conversations': return [...common, 'started_at'];
  }
}

/** Median and p90 of each metric of the group's rows `r`, by one sort each. */
export function ranks(group: FigureGroup): Sql {
  const values = group.metrics.map(({ metric, business }) => sql`percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${business}) FILTER (WHERE ${rowsOfFigures(group).get(`${metric}.count`)!})`);
  // Nothing to sort has no array.
  return sql`ARRAY[${sql.join(values.flatMap((value) => [sql`(${value})[1]`, sql`(${value})[2]`]))}]::float8[]`;
}

export function setRanks(tallies: Tallies, { metrics }: FigureGroup, found: readonly (number | null)[] | null): void {
  for (const [at, { metric }] of metrics.entries()) {
    const before = tallies.spans.get(metric);
    if (before) tallies.spans.set(metric, { ...before, median: found?.[at * 2] ?? null, p90: found?.[at * 2 + 1] ?? null });
  }
}

export function applyHistogram(tallies: Tallies, metric: FigureMetric, histogram: Histogram): void {
  applyRanks(tallies, metric, ranksOf(histogram, medianAndP90));
}

export const medianAndP90 = [0.5, 0.9] as const;

export function applyRanks(tallies: Tallies, metric: FigureMetric, [median = null, p90 = null]: readonly (number | null)[]): void {
  const before = tallies.spans.get(metric);
  if (before) tallies.spans.set(metric, { ...before, median, p90 });
}
