import { allOf, sql, type Sql } from '#storage/index.ts';
import { conversationConditions } from './conversation-conditions.ts';
import { withinGoal } from './goal-in-force.ts';
import { labelConditions } from './label-conditions.ts';
import { isAmong, type LogContext } from './log-context.ts';
import { directionColumns, partyConditions } from './party-conditions.ts';
import { bandOf } from './span-bands.ts';
import { className, hasBit, isOfClass, isOfType, messageBits, typeName } from './traits.ts';

/** What the message parts of the filter ask of a row `mf` of message_facts (the conversation's row is `cf`). */
export function messageConditions(context: LogContext): Sql[] {
  const { filter, range } = context;
  const conditions: Sql[] = [];
  if (range.from !== null) conditions.push(sql`mf.at >= ${range.from}::timestamptz`);
  if (range.before !== null) conditions.push(sql`mf.at < ${range.before}::timestamptz`);
  if (filter.messageTypes?.length) conditions.push(isOfType(traits, filter.messageTypes));
  if (filter.classifications?.length) conditions.push(isOfClass(traits, filter.classifications));
  if (filter.messageRepliesOverSeconds !== undefined) conditions.push(sql`mf.span_business > ${filter.messageRepliesOverSeconds}`);
  return [...conditions, ...labelConditions(context), ...partyConditions(context)];
}

const traits = sql`mf.traits`;

/**
 * The counted messages as a SELECT; stat predicates read its columns as `r`. A plain SELECT is pulled up into the statement around it, so
 * a column that nobody reads costs nothing, and without a conversation part the LEFT JOIN falls away.
 */
export function messageSelection(context: LogContext): Sql {
  const { accountId, filter } = context;
  return sql`
    SELECT mf.account_id, mf.message_id, mf.conversation_id, mf.channel_id, mf.agent_id, mf.at, ${typeName(traits)} AS message_type, mf.touch_time, mf.is_newest, mf.is_touch, mf.is_nudge, mf.is_closing,
      mf.is_relevant, cf.mail_count, ${directionColumns(context)}, ${className(traits)} AS class,
      ${weekHour(filter.zone)} AS week_hour,
      ${hasBit(traits, messageBits.initialReply)} AS initial_reply, ${isFirstReceived(accountId)} AS first_received,
      ${hasBit(traits, messageBits.included)} AS included, ${hasBit(traits, messageBits.outlier)} AS outlier, ${hasBit(traits, messageBits.timed)} AS timed,
      mf.span_raw AS raw, mf.span_business AS business, ${withinGoal(context.goals, 'overall', sql`mf.span_business`, sql`mf.at`)} AS in_goal,
      ${bandOf(context.goals, 'overall', sql`mf.span_business`)} AS band, mf.traits, mf.bucket, 1 AS n
    FROM message_facts mf LEFT JOIN conversation_facts cf ON cf.account_id = ${accountId} AND cf.conversation_id = mf.conversation_id
    WHERE mf.account_id = ${accountId} AND ${allOf([...messageConditions(context), ...ofConversation(context)])}`;
}

/** What the filter asks of the conversation of `mf`. A message lies between the first and the last of its conversation: an index of their times knows that. */
function ofConversation(context: LogContext): Sql[] {
  const { accountId, range, reads } = context;
  const conditions = conversationConditions(context);
  if (!reads || conditions.length === 0) return conditions;
  return [isAmong(sql`mf.conversation_id`, sql`SELECT cf.conversation_id FROM conversation_facts cf WHERE ${allOf([
    sql`cf.account_id = ${accountId}`, ...conditions,
    ...(range.from === null ? [] : [sql`cf.last_at >= ${range.from}::timestamptz`]), ...(range.before === null ? [] : [sql`cf.started_at < ${range.before}::timestamptz`]),
  ])}`)];
}

/** What message stats ask of a message: two that agree in these differ in no stat. */
const dimensions = sql`sent, received, class, week_hour, initial_reply, first_received, included, outlier, timed, in_goal`;

/** The counted messages with no more columns than message stats read: those of a year are kept while they are counted. `withDay`: and their local day. */
export function countedMessages(context: LogContext, { withDay = false }: { withDay?: boolean } = {}): Sql {
  const day = withDay ? sql`, (s.at AT TIME ZONE ${context.filter.zone}::text)::date AS day` : sql``;
  return sql`SELECT conversation_id, raw, business, ${dimensions}${day} FROM (${messageSelection(context)}) s`;
}

/** Counted messages with equal ones put together: `n` of them, spans summed up. */
export function messageGroups(counted: Sql): Sql {
  return sql`SELECT ${dimensions}, count(*) AS n, sum(raw) AS raw, sum(business) AS business FROM ${counted} GROUP BY ${dimensions}`;
}

/**
 * Local hour of the week, 0 = Monday 00:00. Over 3 million rows this takes 0.6 s, date_part('hour') 1.0 s and extract(hour), which is
 * numeric, 3.2 s. The days of 1970 began with a Thursday.
 */
function weekHour(zone: string): Sql {
  return sql`mod(mod(floor(date_part('epoch', mf.at AT TIME ZONE ${zone}::text) / 3600)::bigint + 72, 168) + 168, 168)::int`;
}

/** The other side's first answer in a conversation that our side began; automatic mail answers nothing. */
function isFirstReceived(accountId: number): Sql {
  return sql`CASE WHEN ${isReceivedReply(sql`mf.traits`)} AND cf.traits & 3 <> 0
    THEN NOT EXISTS (
      SELECT FROM message_facts e WHERE e.account_id = ${accountId} AND e.conversation_id = mf.conversation_id AND (e.at, e.message_id) < (mf.at, mf.message_id)
        AND ${isReceivedReply(sql`e.traits`)})
    ELSE false END`;
}

function isReceivedReply(of: Sql): Sql {
  return allOf([hasBit(of, messageBits.included), isOfClass(of, ['reply', 'reply-all']), isOfType(of, ['inbound', 'internal'])]);
}
