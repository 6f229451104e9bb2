import { sql, type Sql } from '#storage/index.ts';
import { durationStats, goalStats, type Spans } from './duration-stats.ts';
import { carriesLabel } from './label-conditions.ts';
import type { StatDefinition } from './stat-definition.ts';
import type { StatName } from './stats.ts';

function count(name: StatName, rows: Sql): StatDefinition {
  return { name, unit: 'conversations', kind: 'count', rows };
}

const inbound = sql`r.type = 'inbound'`;
const answered = sql`r.first_reply_id IS NOT NULL`;

export const initialReplySpans: Spans = {
  unit: 'conversations',
  rows: sql`r.credited AND r.initial_included AND r.initial_reply_business IS NOT NULL AND r.initial_reply_raw IS NOT NULL`,
  isOutlier: sql`r.initial_outlier`, business: sql`r.initial_reply_business`, raw: sql`r.initial_reply_raw`,
};
export const closeSpans: Spans = {
  unit: 'conversations',
  rows: sql`r.status = 'closed' AND r.close_mail_business IS NOT NULL AND r.close_mail_raw IS NOT NULL`,
  isOutlier: sql`r.close_outlier`, business: sql`r.close_mail_business`, raw: sql`r.close_mail_raw`,
};

export const conversationStats: readonly StatDefinition[] = [
  count('threads.total', sql`true`),
  count('threads.internal', sql`r.type = 'internal'`),
  count('threads.inbound', inbound),
  count('threads.outbound', sql`r.type = 'outbound'`),
  count('threads.sentInternally', sql`r.status = 'internal'`),
  count('threads.awaitCustomer', sql`r.status = 'await-customer'`),
  count('threads.awaitAgent', sql`r.status = 'await-agent'`),
  count('threads.closed', sql`r.status = 'closed'`),
  count('threads.haveReplies', sql`r.reply_count > 0`),
  count('threads.haveRepliesFromAgents', sql`r.agent_reply_count > 0`),
  count('threads.haveNoRepliesFromAgents', sql`r.agent_reply_count = 0`),
  { name: 'threads.completion.ratio', unit: 'conversations', kind: 'share', rows: inbound, part: answered },
  count('threads.completion.numerator', sql`${inbound} AND ${answered}`),
  count('threads.completion.denominator', inbound),
  count('threads.labels.total', carriesLabel(sql`true`)),
  ...durationStats('initialReply', initialReplySpans),
  ...goalStats('initialReply', initialReplySpans, sql`r.in_first_reply_goal`),
  ...durationStats('close', closeSpans),
  ...goalStats('close', closeSpans, sql`r.in_close_goal`),
];

/** `threads.labels.list.<name>`: the conversations that carry the label. */
export function labelStat(name: StatName, label: string): StatDefinition {
  return count(name, carriesLabel(sql`EXISTS (SELECT FROM labels l WHERE l.account_id = x.account_id AND l.id = x.label_id AND l.name = ${label})`));
}
