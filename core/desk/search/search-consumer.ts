import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { writeSearchDocuments } from './write-search-documents.ts';

/**
 * Projection: keeps search_documents and search_names. Reads the present state of what events name, so a repeated event changes nothing. A new name
 * makes every account's documents anew, from the first event on, while search finds what it found: `search` was the one whose words the database made.
 */
export const searchConsumer: Consumer = { name: 'search-words', kind: 'projection', batchMax: 1_000, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const messages = new Set<number>();
  const moved = new Set<number>();
  for (const event of events) {
    const { type, data, conversationId, messageId } = event;
    if (type === 'message.stored' || type === 'message.proved' || type === 'message.deleted' || type === 'message.erased' || type === 'message.delivery' || (type === 'message.copied' && data['timeMoved'] === true)) messages.add(messageId!);
    if (type === 'conversation.merged') moved.add(conversationId!).add(data['from'] as number);
    if (type === 'conversation.unmerged') moved.add(conversationId!).add(data['into'] as number);
    if (type === 'conversation.split') moved.add(data['into'] as number);
    // A deleted conversation is not found; one that comes back is.
    if (type === 'conversation.changed' && data['field'] === 'life' && (data['from'] === 'deleted' || data['to'] === 'deleted')) {
      for (const id of await messagesOf(tx, conversationId!)) messages.add(id);
    }
  }
  if (messages.size > 0) await writeSearchDocuments(tx, [...messages]);
  if (moved.size === 0) return;
  await tx.run(sql`
    UPDATE search_documents d SET conversation_id = m.conversation_id FROM messages m
    WHERE d.account_id = ${tx.accountId} AND m.account_id = ${tx.accountId} AND m.id = d.message_id AND m.conversation_id = ANY(${[...moved]}::bigint[])
      AND d.conversation_id <> m.conversation_id`);
}

async function messagesOf(tx: Tx, conversationId: number): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`SELECT id FROM messages WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId}`);
  return rows.map((row) => row.id);
}
