import { allOf, sql, type Sql } from '#storage/index.ts';
import { conversationConditions } from './conversation-conditions.ts';
import { withinGoal } from './goal-in-force.ts';
import type { LogContext } from './log-context.ts';
import { messageConditions } from './message-selection.ts';
import { bandOf } from './span-bands.ts';

/** The counted conversations as a SELECT; stat predicates read its columns as `r`. `held`: what says of a row `cf` that it holds a selected message, where that is known already. */
export function conversationSelection(context: LogContext, held: readonly Sql[] = heldMessage(context)): Sql {
  return conversationColumns(context, [...conversationConditions(context), ...held]);
}

/** The same where the counted messages are at hand: `messages` gives rows with a conversation_id. */
export function conversationsOf(context: LogContext, messages: Sql): Sql {
  return conversationColumns(context, [sql`cf.conversation_id IN (SELECT conversation_id FROM ${messages} AS counted)`]);
}

function conversationColumns(context: LogContext, conditions: readonly Sql[]): Sql {
  const { accountId, goals } = context;
  return sql`
    SELECT cf.*, ${isCredited(context)} AS credited, 1 AS n,
      ${withinGoal(goals, 'firstReply', sql`cf.initial_reply_business`, sql`cf.first_reply_at`)} AS in_first_reply_goal,
      ${bandOf(goals, 'firstReply', sql`cf.initial_reply_business`)} AS first_band, ${bandOf(goals, 'close', sql`cf.close_mail_business`)} AS close_band,
      ${withinGoal(goals, 'close', sql`cf.close_mail_business`, sql`cf.ended_at`)} AS in_close_goal
    FROM conversation_facts cf WHERE cf.account_id = ${accountId} AND ${allOf(conditions)}`;
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
