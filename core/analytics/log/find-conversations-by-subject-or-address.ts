import { isMailAddress, normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { subjectContains } from './conversation-conditions.ts';
import { loadConversationRows } from './load-conversation-rows.ts';
import type { ConversationLogRow } from './log-rows.ts';

/** How many are found at most: the answer has no pages. */
export const foundMax = 200;

/**
 * For a complete mail address the conversations with a mail from or to it, for any other text those with a mail whose subject contains it,
 * whatever the case and the accents. The last written to first, `foundMax` at most. Blank text finds none.
 */
export async function findConversationsBySubjectOrAddress(tx: Tx, text: string): Promise<ConversationLogRow[]> {
  const wanted = text.trim();
  if (wanted === '') return [];
  const condition = isMailAddress(wanted) ? hasParty(tx.accountId, normaliseAddress(wanted)) : hasSubject(tx.accountId, wanted);
  const found = await tx.rows(sql<{ id: number }>`
    SELECT cf.conversation_id AS id FROM conversation_facts cf WHERE cf.account_id = ${tx.accountId} AND ${condition}
    ORDER BY cf.last_at DESC, cf.conversation_id DESC LIMIT ${foundMax}`);
  return loadConversationRows(tx, found.map((row) => row.id));
}

function hasSubject(accountId: number, text: string): Sql {
  return sql`EXISTS (
    SELECT FROM messages s WHERE s.account_id = ${accountId} AND s.conversation_id = cf.conversation_id AND s.deleted_at IS NULL
      AND s.direction IN ('incoming', 'outgoing') AND ${subjectContains(text)})`;
}

function hasParty(accountId: number, address: string): Sql {
  return sql`cf.conversation_id IN (
    SELECT mf.conversation_id
    FROM addresses a
      JOIN message_parties p ON p.account_id = a.account_id AND p.address_id = a.id
      JOIN message_facts mf ON mf.account_id = p.account_id AND mf.message_id = p.message_id
    WHERE a.account_id = ${accountId} AND a.address = ${address})`;
}
