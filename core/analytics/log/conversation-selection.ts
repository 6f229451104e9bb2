import { allOf, sql, type Sql } from '#storage/index.ts';
import { conversationConditions } from './conversation-conditions.ts';
import { withinGoal } from './goal-in-force.ts';
import type { LogContext } from './log-context.ts';
import { betweenEdges, isOnly, messageConditions } from './message-selection.ts';
import { bandOf } from './span-bands.ts';
import { conversationBits, hasBit, statusName, typeName } from './traits.ts';

/** The counted conversations as a SELECT; stat predicates read its columns as `r`. `held`: what says of a row `cf` that it holds a selected message, where that is known already. */
export function conversationSelection(context: LogContext, held: readonly Sql[] = heldMessage(context)): Sql {
  return conversationColumns(context, [...conversationConditions(context), ...held]);
}

/** The same where the counted messages are at hand: `messages` gives rows with a conversation_id. */
export function conversationsOf(context: LogContext, messages: Sql): Sql {
  return conversationColumns(context, [sql`cf.conversation_id IN (SELECT conversation_id FROM ${messages} AS counted)`]);
}

const spans = ['initial_reply_business', 'initial_reply_raw', 'close_mail_business', 'close_mail_raw'] as const;
const dimensions = sql`traits, by_agent, credited, in_first_reply_goal, in_close_goal`;

/** The counted conversations with no more columns than conversation stats read. */
export function countedConversations(selection: Sql): Sql {
  return sql`SELECT s.conversation_id, s.traits, s.agent_reply_count > 0 AS by_agent, s.credited, s.in_first_reply_goal, s.in_close_goal, ${sql.join(spans.map((name) => sql.ref(`s.${name}`)))} FROM (${selection}) s`;
}

const timed = (bit: number, name: (typeof spans)[number]) => sql`CASE WHEN ${hasBit(sql`g.traits`, bit)} THEN ${sql.ref(`g.${name}`)} END AS ${sql.ref(name)}`;
/** Columns that conversation stats read, of rows `g` of counted conversations or of groups of them. */
const told = sql`${typeName(sql`g.traits`)} AS type, ${statusName(sql`g.traits`)} AS status, ${hasBit(sql`g.traits`, conversationBits.replies)}::int AS reply_count, g.by_agent::int AS agent_reply_count,
  CASE WHEN ${hasBit(sql`g.traits`, conversationBits.answered)} THEN 1 END AS first_reply_id, g.credited, g.in_first_reply_goal, g.in_close_goal,
  ${hasBit(sql`g.traits`, conversationBits.initialIncluded)} AS initial_included, ${hasBit(sql`g.traits`, conversationBits.initialOutlier)} AS initial_outlier, ${hasBit(sql`g.traits`, conversationBits.closeOutlier)} AS close_outlier,
  ${timed(conversationBits.initialTimed, 'initial_reply_business')}, ${timed(conversationBits.initialTimed, 'initial_reply_raw')},
  ${timed(conversationBits.closeTimed, 'close_mail_business')}, ${timed(conversationBits.closeTimed, 'close_mail_raw')}`;

/** Counted conversations one by one. */
export function conversationRows(counted: Sql): Sql {
  return sql`SELECT g.conversation_id, ${told}, 1 AS n FROM ${counted} g`;
}

/** Counted conversations with equal ones put together: `n` of them, spans summed up. */
export function conversationGroups(counted: Sql): Sql {
  return grouped(counted, sql``, (name) => sql`sum(${sql.ref(name)})`);
}

/** Counted conversations put together where the spans of a metric lie between the same edges; each of its spans is the longest of them. */
export function conversationsInBands(counted: Sql, metric: 'initialReply' | 'close', edges: readonly number[]): Sql {
  const [business, raw] = metric === 'close' ? [sql`close_mail_business`, sql`close_mail_raw`] : [sql`initial_reply_business`, sql`initial_reply_raw`];
  return grouped(counted, sql`, ${betweenEdges(business, edges)}, ${betweenEdges(raw, edges)}`, (name) => sql`max(${sql.ref(name)})`);
}

function grouped(counted: Sql, also: Sql, spanOf: (name: (typeof spans)[number]) => Sql): Sql {
  return sql`SELECT ${told}, g.n FROM (
    SELECT ${dimensions}, count(*) AS n, ${sql.join(spans.map((name) => sql`${spanOf(name)} AS ${sql.ref(name)}`))} FROM ${counted} c GROUP BY ${dimensions}${also}) g`;
}

function conversationColumns(context: LogContext, conditions: readonly Sql[]): Sql {
  const { accountId, goals } = context;
  return sql`
    SELECT cf.*, ${isCredited(context)} AS credited, 1 AS n,
      ${withinGoal(goals, 'firstReply', sql`cf.initial_reply_business`, sql`cf.first_reply_at`)} AS in_first_reply_goal,
      ${bandOf(goals, 'firstReply', sql`cf.initial_reply_business`)} AS first_band, ${bandOf(goals, 'close', sql`cf.close_mail_business`)} AS close_band,
      ${withinGoal(goals, 'close', sql`cf.close_mail_business`, sql`cf.ended_at`)} AS in_close_goal
    FROM conversation_facts cf WHERE cf.account_id = ${accountId} AND ${allOf([...isOnly(context, sql`cf.conversation_id`), ...conditions])}`;
}

/** The first reply is credited to who sent it: under agents only theirs count. */
function isCredited({ party }: LogContext): Sql {
  if (party.kind !== 'agents') return sql`true`;
  return sql`(coalesce(cf.first_reply_agent_id = ANY(${[...party.agentIds]}::bigint[]), false)
    OR coalesce(cf.first_reply_sender_id = ANY(${[...party.addressIds]}::bigint[]), false))`;
}

/**
 * The conversation holds a selected message. Every conversation with facts holds a message, so nothing is asked where nothing selects;
 * the bounds on the conversation's own times say no more than that, but an index knows them.
 */
function heldMessage(context: LogContext): Sql[] {
  const { accountId, range } = context;
  const conditions = messageConditions(context);
  if (conditions.length === 0) return [];
  return [
    ...(range.from === null ? [] : [sql`cf.last_at >= ${range.from}::timestamptz`]),
    ...(range.before === null ? [] : [sql`cf.started_at < ${range.before}::timestamptz`]),
    sql`EXISTS (SELECT FROM message_facts mf WHERE mf.account_id = ${accountId} AND mf.conversation_id = cf.conversation_id AND ${allOf(conditions)})`,
  ];
}
