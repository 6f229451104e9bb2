import { mailKey } from '#core/conversations/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { loadConversationRows } from './load-conversation-rows.ts';
import type { ConversationLogRow } from './log-rows.ts';

/** The conversation that holds the mail with this Message-ID (with or without brackets); of several the one that had it first. Null: none. */
export async function findConversationByMailId(tx: Tx, mailId: string): Promise<ConversationLogRow | null> {
  const found = await tx.maybe(sql<{ id: number }>`
    SELECT m.conversation_id AS id FROM messages m
      JOIN conversation_facts cf ON cf.account_id = m.account_id AND cf.conversation_id = m.conversation_id
    WHERE m.account_id = ${tx.accountId} AND m.mail_id = ${mailKey(mailId.trim().replace(/^<(.*)>$/s, '$1'))} AND m.deleted_at IS NULL
    ORDER BY m.at, m.id LIMIT 1`);
  if (!found) return null;
  return (await loadConversationRows(tx, [found.id]))[0] ?? null;
}
