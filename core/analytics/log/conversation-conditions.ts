import { allOf, anyOf, sql, type Sql } from '#storage/index.ts';
import { conversationsOfDeals, dealMatches, isDealFilter } from './deal-conditions.ts';
import type { LogContext } from './log-context.ts';
import { hasPresence, isOfStatus, isOfType } from './traits.ts';

const traits = sql`cf.traits`;

/** What the conversation parts of the filter ask of a row `cf` of conversation_facts. */
export function conversationConditions({ accountId, filter, lastTouch }: LogContext): Sql[] {
  const conditions: Sql[] = [];
  if (filter.threadTypes?.length) conditions.push(isOfType(traits, filter.threadTypes));
  if (filter.threadStatuses?.length) conditions.push(isOfStatus(traits, filter.threadStatuses));
  if (filter.replies?.length) conditions.push(anyOf(filter.replies.map((each) => hasPresence(traits, each))));
  if (filter.repliesOverSeconds !== undefined) conditions.push(sql`cf.initial_reply_business > ${filter.repliesOverSeconds}`);
  if (filter.closedOverSeconds !== undefined) conditions.push(allOf([isOfStatus(traits, ['closed']), sql`cf.close_mail_business > ${filter.closedOverSeconds}`]));
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
