import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { beginSearchFill } from './search-fill.ts';
import { writeSearchDocuments } from './write-search-documents.ts';

/** Where an account has more events than these and documents under an earlier name, the consumer begins at the head: replaying so many takes a few seconds. */
const replayMax = 5_000;

/**
 * Projection: keeps search_documents and search_names. Reads the present state of what events name, so a repeated event changes nothing. A new name
 * makes every account's documents anew while search finds what it found: new events at once, history behind them (`fillSearchOnce`).
 */
export const searchConsumer: Consumer = { name: 'search-words', kind: 'projection', batchMax: 1_000, apply, begin };

async function begin(tx: Tx, head: number): Promise<number> {
  if (head <= replayMax) return 0;
  const known = await tx.rows(sql<object>`SELECT FROM search_documents WHERE account_id = ${tx.accountId} LIMIT 1`);
  if (known.length === 0) return 0; // a first import: its events are the quicker way, and whoever runs it waits for them
  await beginSearchFill(tx);
  return head;
}

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const messages = new Set<number>();
  const moved = new Set<number>();
  for (const event of events) {
    const { type, data, conversationId, messageId } = event;
    if (type === 'message.stored' || type === 'message.proved' || type === 'message.unproved' || type === 'message.erased' || type === 'message.deleted' || type === 'message.delivery' || (type === 'message.copied' && data['timeMoved'] === true)) messages.add(messageId!);
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
