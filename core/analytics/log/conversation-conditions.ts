import { anyOf, sql, type Sql } from '#storage/index.ts';
import { conversationsOfDeals, dealMatches, isDealFilter } from './deal-conditions.ts';
import type { LogContext } from './log-context.ts';
import type { ReplyPresence } from './log-filter.ts';

const presence: Readonly<Record<ReplyPresence, Sql>> = {
  'has-replies': sql`cf.reply_count > 0`,
  'has-forwards': sql`cf.forward_count > 0`,
  'has-neither': sql`(cf.reply_count = 0 AND cf.forward_count = 0)`,
};

/** What the conversation parts of the filter ask of a row `cf` of conversation_facts. */
export function conversationConditions({ accountId, filter, lastTouch }: LogContext): Sql[] {
  const conditions: Sql[] = [];
  if (filter.threadTypes?.length) conditions.push(sql`cf.type = ANY(${[...filter.threadTypes]}::text[])`);
  if (filter.threadStatuses?.length) conditions.push(sql`cf.status = ANY(${[...filter.threadStatuses]}::text[])`);
  if (filter.replies?.length) conditions.push(anyOf(filter.replies.map((each) => presence[each])));
  if (filter.repliesOverSeconds !== undefined) conditions.push(sql`cf.initial_reply_business > ${filter.repliesOverSeconds}`);
  if (filter.noReplyForSeconds !== undefined) {
    conditions.push(sql`cf.waiting_since <= ${new Date(filter.nowMs - filter.noReplyForSeconds * 1000).toISOString()}::timestamptz`);
  }
  if (filter.nudgesMin) conditions.push(sql`cf.nudges >= ${filter.nudgesMin}`);
  if (filter.touchesMin) conditions.push(sql`cf.touches >= ${filter.touchesMin}`);
  if (lastTouch.from !== null) conditions.push(sql`cf.last_touch_at >= ${lastTouch.from}::timestamptz`);
  if (lastTouch.before !== null) conditions.push(sql`cf.last_touch_at < ${lastTouch.before}::timestamptz`);
  if (filter.search) conditions.push(sql`EXISTS (
    SELECT FROM messages s WHERE s.account_id = ${accountId} AND s.conversation_id = cf.conversation_id AND s.deleted_at IS NULL
      AND s.direction IN ('incoming', 'outgoing') AND ${subjectContains(filter.search)})`);
  if (isDealFilter(filter.deal)) conditions.push(sql`cf.conversation_id IN (${conversationsOfDeals(accountId, dealMatches(accountId, filter.deal))})`);
  return conditions;
}

/**
 * The subject of `s` contains the text, whatever the case and the accents. A filter after an index, never an index condition: it reads every
 * subject that is left. The text is folded once, in a SELECT of its own: unaccent is not immutable, and would run for each row.
 */
export function subjectContains(text: string): Sql {
  return sql`position((SELECT lower(unaccent(${text}::text))) IN lower(unaccent(s.subject))) > 0`;
}
