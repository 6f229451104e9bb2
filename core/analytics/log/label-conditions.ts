import { sql, type Sql } from '#storage/index.ts';
import { isAmong, type LogContext } from './log-context.ts';

/** What the filter's labels ask of the message `mf`: a label is the message's own or its conversation's. */
export function labelConditions(context: LogContext): Sql[] {
  const { filter, labelIds, hasUnknownLabel } = context;
  if (labelIds === null) return [];
  if (!filter.labelsAll) return [carries(context, labelIds)];
  return hasUnknownLabel ? [sql`false`] : labelIds.map((id) => carries(context, [id]));
}

function carries({ accountId, reads }: LogContext, labelIds: readonly number[]): Sql {
  const carried = sql`x.account_id = ${accountId} AND x.label_id = ANY(${[...labelIds]}::bigint[])`;
  if (reads) {
    return sql`(${isAmong(sql`mf.conversation_id`, sql`SELECT x.conversation_id FROM conversation_labels x WHERE ${carried}`)}
      OR ${isAmong(sql`mf.message_id`, sql`SELECT x.message_id FROM message_labels x WHERE ${carried}`)})`;
  }
  return sql`(EXISTS (
      SELECT FROM message_labels x WHERE x.account_id = ${accountId} AND x.message_id = mf.message_id AND x.label_id = ANY(${[...labelIds]}::bigint[]))
    OR EXISTS (
      SELECT FROM conversation_labels x WHERE x.account_id = ${accountId} AND x.conversation_id = mf.conversation_id AND x.label_id = ANY(${[...labelIds]}::bigint[])))`;
}

/** Rows (conversation_id, label_id) of what conversations carry, themselves or on a mail; without doubles. `isWide`: of so many that all labels of the account are read. */
export function carriedLabels(accountId: Sql, conversationIds: Sql, isWide: boolean): Sql {
  if (!isWide) return sql`${ownLabels(accountId, conversationIds)} UNION ${mailLabels(accountId, conversationIds)}`;
  return sql`
    SELECT x.conversation_id, x.label_id FROM conversation_labels x WHERE x.account_id = ${accountId} AND ${isAmong(sql`x.conversation_id`, conversationIds)}
    UNION SELECT f.conversation_id, x.label_id FROM message_labels x JOIN message_facts f ON f.account_id = x.account_id AND f.message_id = x.message_id
    WHERE x.account_id = ${accountId} AND ${isAmong(sql`f.conversation_id`, conversationIds)}`;
}

/** The conversation of the row `r` carries a label, which `such` may narrow by reading the row `x` of the link table. */
export function carriesLabel(such: Sql): Sql {
  const [account, id] = [sql`r.account_id`, sql`VALUES (r.conversation_id)`];
  return sql`(EXISTS (${ownLabels(account, id)} AND ${such}) OR EXISTS (${mailLabels(account, id)} AND ${such}))`;
}

/** = ANY(ARRAY(...)), not IN (...): under row security a semi join would read the account's whole link table. */
function ownLabels(accountId: Sql, conversationIds: Sql): Sql {
  return sql`
    SELECT x.conversation_id, x.label_id FROM conversation_labels x
    WHERE x.account_id = ${accountId} AND x.conversation_id = ANY(ARRAY(${conversationIds}))`;
}

function mailLabels(accountId: Sql, conversationIds: Sql): Sql {
  return sql`
    SELECT f.conversation_id, x.label_id FROM message_facts f
      CROSS JOIN LATERAL (SELECT x.* FROM message_labels x WHERE x.account_id = ${accountId} AND x.message_id = f.message_id OFFSET 0) x
    WHERE f.account_id = ${accountId} AND f.conversation_id = ANY(ARRAY(${conversationIds}))`;
}
