import { sql, type Sql, type Tx } from '#storage/index.ts';
import { conversationsOf } from './conversation-selection.ts';
import { closeSpans, initialReplySpans } from './conversation-stats.ts';
import { goalStats } from './duration-stats.ts';
import { withinGoal } from './goal-in-force.ts';
import { prepareLog, type Goals, type LogContext } from './log-context.ts';
import type { LogFilter } from './log-filter.ts';
import { messageSelection } from './message-selection.ts';
import { replySpans } from './message-stats.ts';
import { aggregate } from './stat-definition.ts';
import type { GoalStats } from './stats.ts';

export type GoalCounts = Readonly<Record<keyof Goals, GoalStats>>;

/**
 * The filter's spans against each of these sets of goals, and nothing else; one statement, one pass over messages and one over conversations, whatever the
 * number of sets. The same definitions as `countStats`, so that a preview shows what the report will.
 */
export async function countGoals(tx: Tx, filter: LogFilter, sets: readonly LogContext['goals'][]): Promise<GoalCounts[]> {
  const context = await prepareLog(tx, filter);
  const ofMessages = sets.map((goals) => goalStats('overallReply', replySpans, withinGoal(goals, 'overall', sql`r.business`, sql`r.at`)));
  const ofConversations = sets.map((goals) => [
    ...goalStats('initialReply', initialReplySpans, withinGoal(goals, 'firstReply', sql`r.initial_reply_business`, sql`r.first_reply_at`)),
    ...goalStats('close', closeSpans, withinGoal(goals, 'close', sql`r.close_mail_business`, sql`coalesce(r.closed_at, r.last_at)`)),
  ]);
  const { messages, conversations } = await tx.one(sql<{ messages: number[]; conversations: number[] }>`
    WITH m AS MATERIALIZED (SELECT conversation_id, at, business, raw, sent, class, included, outlier, timed, n FROM (${messageSelection(context)}) s),
      c AS MATERIALIZED (${conversationsOf(context, sql`m`)})
    SELECT (SELECT ${all(ofMessages.flat().map(aggregate))} FROM m r) AS messages, (SELECT ${all(ofConversations.flat().map(aggregate))} FROM c r) AS conversations`);
  const leaf = (found: readonly number[], at: number): GoalStats => ({ withinGoal: found[at] ?? 0, overGoal: found[at + 1] ?? 0, excluded: found[at + 2] ?? 0 });
  return sets.map((_, at) => ({ overall: leaf(messages, at * 3), firstReply: leaf(conversations, at * 6), close: leaf(conversations, at * 6 + 3) }));
}

function all(values: readonly Sql[]): Sql {
  return sql`ARRAY[${sql.join([...values])}]::float8[]`;
}
