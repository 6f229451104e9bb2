import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import type { ReportPeriod } from './report-buckets.ts';

export const reportMetrics = ['conversations', 'incomingMessages', 'outgoingMessages', 'firstReplyTime', 'replyTime', 'resolutions', 'resolutionTime'] as const;
export type ReportMetric = (typeof reportMetrics)[number];

export type ReportScope = { readonly kind: 'account' } | { readonly kind: 'agent' | 'channel' | 'label' | 'team'; readonly id: number };

export interface ReportQuestion extends ReportPeriod {
  readonly metric: ReportMetric;
  readonly scope: ReportScope;
  /** Business time instead of wall clock. */
  readonly inBusinessTime?: boolean;
}

interface Definition {
  readonly from: Sql;
  readonly at: Sql;
  readonly conversationId: Sql;
  readonly messageId: Sql;
  /** Seconds; null: the row counts one. */
  readonly value: { readonly raw: Sql; readonly business: Sql } | null;
  readonly agentId: Sql;
  readonly channelId: Sql;
  readonly conditions: readonly Sql[];
}

const none = sql`NULL::bigint`;
// As in the index conversations_by_start.
const isListed = sql`c.merged_into IS NULL AND c.life NOT IN ('deleted', 'spam')`;
const conversationOf = (column: Sql): Sql => sql`JOIN conversations c ON c.account_id = f.account_id AND c.id = ${column}`;
const factsOfConversations = sql`conversation_facts f ${conversationOf(sql`f.conversation_id`)}`;
const factsOfMessages = sql`message_facts f ${conversationOf(sql`f.conversation_id`)}`;

/** `+ 0`: no index knows it, so that the period's is taken. The others would read all that an agent, channel or team ever had. */
const definitions: Readonly<Record<ReportMetric, Definition>> = {
  conversations: { from: sql`conversations c`, at: sql`c.started_at`, conversationId: sql`c.id`, messageId: none, value: null, agentId: sql`(c.assignee_id + 0)`, channelId: sql`(c.channel_id + 0)`, conditions: [] },
  incomingMessages: messages('inbound', sql`c.assignee_id`),
  outgoingMessages: messages('outbound', sql`f.agent_id`),
  firstReplyTime: {
    from: factsOfConversations, at: sql`f.first_reply_at`, conversationId: sql`f.conversation_id`, messageId: sql`f.first_reply_id`, value: { raw: sql`f.first_reply_raw`, business: sql`f.first_reply_business` },
    agentId: sql`f.first_reply_agent_id`, channelId: sql`f.channel_id`, conditions: [sql`f.first_reply_at IS NOT NULL`],
  },
  replyTime: {
    ...messages('outbound', sql`f.agent_id`), value: { raw: sql`f.wait_raw`, business: sql`f.wait_business` }, conditions: [sql`f.wait_raw IS NOT NULL`],
  },
  resolutions: resolved(null),
  resolutionTime: resolved({ raw: sql`f.close_raw`, business: sql`f.close_business` }),
};

function messages(type: 'inbound' | 'outbound', agentId: Sql): Definition {
  return {
    from: factsOfMessages, at: sql`f.at`, conversationId: sql`f.conversation_id`, messageId: sql`f.message_id`, value: null, agentId, channelId: sql`f.channel_id`,
    conditions: [sql`f.message_type = ${type}`, sql`f.excluded_because IS DISTINCT FROM 'filtered'`],
  };
}

function resolved(value: Definition['value']): Definition {
  return {
    from: factsOfConversations, at: sql`f.closed_at`, conversationId: sql`f.conversation_id`, messageId: none, value, agentId: sql`c.assignee_id`, channelId: sql`f.channel_id`,
    conditions: [sql`f.closed_at IS NOT NULL`, ...(value ? [sql`${value.raw} IS NOT NULL`] : [])],
  };
}

/** One row: where it stands, when, and its value (null where it counts one). */
export interface ReportRow { readonly conversationId: number; readonly messageId: number | null; readonly at: string; readonly value: number | null }

/** The rows of a question, as a subquery. */
export function reportRows(tx: Tx, { metric, scope, from, before, inBusinessTime = false }: ReportQuestion): Sql<ReportRow> {
  const { value, ...at } = definitions[metric];
  const account = metric === 'conversations' ? sql`c.account_id` : sql`f.account_id`;
  const conditions = [sql`${account} = ${tx.accountId}`, sql`c.account_id = ${tx.accountId}`, sql`${at.at} >= ${from}::timestamptz`, sql`${at.at} < ${before}::timestamptz`, isListed, ...at.conditions, ...scopeConditions(at, scope)];
  return sql<ReportRow>`
    SELECT ${at.conversationId} AS "conversationId", ${at.messageId} AS "messageId", ${at.at} AS at, ${value ? (inBusinessTime ? value.business : value.raw) : sql`NULL::integer`} AS value
    FROM ${at.from} WHERE ${allOf(conditions)}`;
}

function scopeConditions({ agentId, channelId }: Pick<Definition, 'agentId' | 'channelId'>, scope: ReportScope): Sql[] {
  switch (scope.kind) {
    case 'account': return [];
    case 'agent': return [sql`${agentId} = ${scope.id}`];
    case 'channel': return [sql`${channelId} = ${scope.id}`];
    case 'team': return [sql`(c.team_id + 0) = ${scope.id}`];
    case 'label': return [sql`EXISTS (SELECT FROM conversation_labels l WHERE l.account_id = c.account_id AND l.label_id = ${scope.id} AND l.conversation_id = c.id)`];
  }
}
