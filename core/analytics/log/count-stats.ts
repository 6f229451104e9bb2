import { sql, type Sql, type Tx } from '#storage/index.ts';
import { closeSpans, conversationStats, initialReplySpans } from './conversation-stats.ts';
import { conversationGroups, conversationRows, conversationSelection, conversationsInBands, conversationsOf, countedConversations } from './conversation-selection.ts';
import { daysOf } from './day-stats.ts';
import { bandStats } from './duration-stats.ts';
import { carriedLabels } from './label-conditions.ts';
import { isMonthAtMost, periodDays } from './period-days.ts';
import { prepareLog, type Goals, type LogContext } from './log-context.ts';
import type { LogFilter } from './log-filter.ts';
import { countedMessages, messageConditions, messageGroups, messageRows, messagesInBands } from './message-selection.ts';
import { messageStats, replySpans } from './message-stats.ts';
import { readingWide } from './reading-wide.ts';
import { shapeDay, shapeStats, type BandCounts } from './shape-stats.ts';
import { aggregate, type StatDefinition } from './stat-definition.ts';
import { dayConversationStats, dayMessageStats, statNames } from './stat-definitions.ts';
import type { DayStats, LabelCount, LogStats, StatName } from './stats.ts';

type Values = (number | null)[];
interface Row {
  readonly messages: Values; readonly conversations: Values; readonly labels: LabelCount[]; readonly labelled: number;
  readonly messageBands: Values; readonly initialBands: Values; readonly closeBands: Values; readonly messageDays: DayRow[]; readonly conversationDays: DayRow[];
}
interface DayRow { readonly day: string; readonly values: Values }

/** Counts everything a report shows about the filter's messages and conversations; one statement. */
export async function countStats(tx: Tx, filter: LogFilter): Promise<LogStats> {
  const prepared = await prepareLog(tx, filter, { withGoals: true });
  const context: LogContext = { ...prepared, ...(isMonthAtMost(periodDays(filter)) ? {} : { reads: 'all time' }) };
  const days = daysOf(filter);
  const bands = bandDefinitions(context);
  // Where nothing selects messages, every conversation with facts holds one, and messages need not be kept.
  const isBare = messageConditions(context).length === 0;
  const isKept = !isBare || days.length > 0;
  const counted = countedMessages(context, { withDay: days.length > 0 });
  const messages = isKept ? sql`m` : sql`(${counted})`;
  const statement = sql<Row>`
    WITH ${isKept ? sql`m AS MATERIALIZED (${counted}),` : sql``}
      c AS MATERIALIZED (${countedConversations(isBare ? conversationSelection(context) : conversationsOf(context, sql`m`))}),
      k AS MATERIALIZED (${carriedLabels(sql`${tx.accountId}::bigint`, sql`SELECT conversation_id FROM c`, context.reads === 'all time')}),
      l AS (
        SELECT l.name, count(*)::int AS count FROM k JOIN labels l ON l.account_id = ${tx.accountId} AND l.id = k.label_id
        GROUP BY l.id, l.name)
    SELECT (SELECT ${all(messageStats)} FROM (${messageGroups(messages)}) r) AS messages,
      (SELECT ${all(readFromRows)} FROM (${conversationGroups(sql`c`)}) r) AS conversations,
      (SELECT count(DISTINCT k.conversation_id)::float8 FROM k) AS labelled,
      (SELECT coalesce(json_agg(json_build_object('name', l.name, 'count', l.count) ORDER BY l.count DESC, l.name), '[]') FROM l) AS labels,
      ${ofBands(bands.overallReply, messagesInBands(messages, bandsOf(context, 'overall')))} AS "messageBands",
      ${ofBands(bands.initialReply, conversationsInBands(sql`c`, 'initialReply', bandsOf(context, 'firstReply')))} AS "initialBands",
      ${ofBands(bands.close, conversationsInBands(sql`c`, 'close', bandsOf(context, 'close')))} AS "closeBands",
      ${byDay(days, dayMessageStats, messageRows(sql`m`))} AS "messageDays",
      ${byDay(days, dayConversationStats, sql`SELECT x.*, f.day FROM (${conversationRows(sql`c`)}) x JOIN (SELECT conversation_id, min(day) AS day FROM m GROUP BY 1) f USING (conversation_id)`)} AS "conversationDays"`;
  const [row] = context.reads ? await readingWide(tx, () => tx.rows(statement), { lookUps: !isBare }) : await tx.rows(statement);
  if (!row) throw new Error('a statement that must give a row gave none');
  const values = new Map<StatName, number | null>();
  for (const [definitions, found] of [[messageStats, row.messages], [readFromRows, row.conversations]] as const) take(values, definitions, found);
  values.set(labelled, row.labelled);
  if (values.size !== statNames.length) throw new Error('two figures have one name');
  for (const [definitions, found] of [[bands.overallReply, row.messageBands], [bands.initialReply, row.initialBands], [bands.close, row.closeBands]] as const) take(values, definitions, found);
  return shapeStats((name) => values.get(name) ?? null, row.labels, shapeBands(context, values), shapeDays(days, row));
}

/** Asked of each conversation by itself it would be a third of the statement's time; the labels are at hand. */
const labelled: StatName = 'threads.labels.total';
const readFromRows = conversationStats.filter(({ name }) => name !== labelled);

function take(values: Map<StatName, number | null>, definitions: readonly StatDefinition[], found: Values): void {
  for (const [at, { name }] of definitions.entries()) values.set(name, found[at] ?? null);
}

function all(definitions: readonly StatDefinition[]): Sql {
  return sql`ARRAY[${sql.join(definitions.map(aggregate))}]::float8[]`;
}

const metrics = [['overallReply', 'overall'], ['initialReply', 'firstReply'], ['close', 'close']] as const;

/** The bands that were set last: what a report shows today. */
function bandsOf({ goals }: LogContext, metric: keyof Goals): readonly number[] {
  return goals.at(-1)?.body[metric].bands ?? [];
}

function bandDefinitions(context: LogContext): Readonly<Record<(typeof metrics)[number][0], StatDefinition[]>> {
  return {
    overallReply: bandStats('overallReply', replySpans, bandsOf(context, 'overall')),
    initialReply: bandStats('initialReply', initialReplySpans, bandsOf(context, 'firstReply')),
    close: bandStats('close', closeSpans, bandsOf(context, 'close')),
  };
}

/** `rows` stand for spans that lie between the same bands. */
function ofBands(definitions: readonly StatDefinition[], rows: Sql): Sql {
  return definitions.length === 0 ? sql`ARRAY[]::float8[]` : sql`(SELECT ${all(definitions)} FROM (${rows}) r)`;
}

function shapeBands(context: LogContext, values: ReadonlyMap<StatName, number | null>): BandCounts {
  return Object.fromEntries(metrics.map(([metric, goal]) => [metric, bandsOf(context, goal).map((seconds) => (
    { seconds, within: values.get(`${metric}.bands.${seconds}`) ?? 0, withinRaw: values.get(`${metric}.bandsRaw.${seconds}`) ?? 0 }))])) as unknown as BandCounts;
}

function byDay(days: readonly string[], definitions: readonly StatDefinition[], rows: Sql): Sql {
  if (days.length === 0) return sql`'[]'::json`;
  return sql`(SELECT coalesce(json_agg(json_build_object('day', d.day::text, 'values', d.v)), '[]') FROM (SELECT r.day, ${all(definitions)} AS v FROM (${rows}) r GROUP BY r.day) d)`;
}

function shapeDays(days: readonly string[], { messageDays, conversationDays }: Row): DayStats[] {
  const found = new Map<string, Map<StatName, number | null>>();
  for (const [definitions, rows] of [[dayMessageStats, messageDays], [dayConversationStats, conversationDays]] as const) {
    for (const { day, values } of rows) {
      const own = found.get(day) ?? new Map<StatName, number | null>();
      take(own, definitions, values);
      found.set(day, own);
    }
  }
  return days.map((day) => shapeDay(day, (name) => found.get(day)?.get(name) ?? null));
}
