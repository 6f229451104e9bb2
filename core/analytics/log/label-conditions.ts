import { sql, type Sql } from '#storage/index.ts';
import type { LogContext } from './log-context.ts';

/** What the filter's labels ask of the message `mf`: a label is the message's own or its conversation's. */
export function labelConditions({ accountId, filter, labelIds, hasUnknownLabel }: LogContext): Sql[] {
  if (labelIds === null) return [];
  if (!filter.labelsAll) return [carries(accountId, labelIds)];
  return hasUnknownLabel ? [sql`false`] : labelIds.map((id) => carries(accountId, [id]));
}

function carries(accountId: number, labelIds: readonly number[]): Sql {
  return sql`(EXISTS (
      SELECT FROM message_labels x WHERE x.account_id = ${accountId} AND x.message_id = mf.message_id AND x.label_id = ANY(${[...labelIds]}::bigint[]))
    OR EXISTS (
      SELECT FROM conversation_labels x WHERE x.account_id = ${accountId} AND x.conversation_id = mf.conversation_id AND x.label_id = ANY(${[...labelIds]}::bigint[])))`;
}

/** Rows (conversation_id, label_id) of what conversations carry, themselves or on a mail; without doubles. */
export function carriedLabels(accountId: Sql, conversationIds: Sql): Sql {
  return sql`${ownLabels(accountId, conversationIds)} UNION ${mailLabels(accountId, conversationIds)}`;
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
    SELECT f.conversation_id, x.label_id FROM message_facts f JOIN message_labels x ON x.account_id = f.account_id AND x.message_id = f.message_id
    WHERE f.account_id = ${accountId} AND f.conversation_id = ANY(ARRAY(${conversationIds}))`;
}
