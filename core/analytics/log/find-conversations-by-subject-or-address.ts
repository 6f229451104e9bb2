import { normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { subjectContains } from './conversation-conditions.ts';
import { loadConversationRows } from './load-conversation-rows.ts';
import type { ConversationLogRow } from './log-rows.ts';

/** How many are found at most: the answer has no pages. */
export const foundMax = 200;

/**
 * Conversations with a mail whose subject contains the text (whatever the case and the accents), or that is from or to this very address;
 * the last written to first, `foundMax` at most. Blank text finds none.
 */
export async function findConversationsBySubjectOrAddress(tx: Tx, text: string): Promise<ConversationLogRow[]> {
  const wanted = text.trim();
  if (wanted === '') return [];
  const mails = sql`
    SELECT FROM messages s WHERE s.account_id = ${tx.accountId} AND s.conversation_id = cf.conversation_id AND s.deleted_at IS NULL
      AND s.direction IN ('incoming', 'outgoing')`;
  const found = await tx.rows(sql<{ id: number }>`
    WITH of_address AS MATERIALIZED (
      SELECT DISTINCT mf.conversation_id
      FROM addresses a
        JOIN message_parties p ON p.account_id = ${tx.accountId} AND p.address_id = a.id
        JOIN message_facts mf ON mf.account_id = ${tx.accountId} AND mf.message_id = p.message_id
      WHERE a.account_id = ${tx.accountId} AND a.address = ${normaliseAddress(wanted)})
    SELECT cf.conversation_id AS id FROM conversation_facts cf
    WHERE cf.account_id = ${tx.accountId}
      AND (cf.conversation_id IN (SELECT conversation_id FROM of_address) OR EXISTS (${mails} AND ${subjectContains(wanted)}))
    ORDER BY cf.last_at DESC, cf.conversation_id DESC LIMIT ${foundMax}`);
  return loadConversationRows(tx, found.map((row) => row.id));
}
