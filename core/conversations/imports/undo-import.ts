import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';

const roundMax = 500;

/**
 * Takes an import back: every message that only this batch brought is removed with its body, parties and copies; a message that lies in
 * another mailbox too loses this batch's copy. Conversations left without a message are deleted, threads that nobody uses are forgotten,
 * so that the same files can be imported again. Works in rounds; run again after a crash it goes on. Contacts and agents stay.
 */
export async function undoImport(database: Database, act: Act, batchId: number, onProgress?: (removed: number) => void): Promise<{ removed: number }> {
  requirePermission(act, 'imports.run');
  await database.withAccount(act.accountId, async (tx) => {
    const batch = await tx.maybe(sql<{ state: string }>`SELECT state FROM import_batches WHERE account_id = ${tx.accountId} AND id = ${batchId} FOR UPDATE`);
    if (!batch) throw notFound('import');
    if (batch.state === 'undone') throw new CoreError('conflict', 'This import has been undone already.');
    await tx.run(sql`UPDATE import_batches SET state = 'undoing' WHERE account_id = ${tx.accountId} AND id = ${batchId}`);
  });
  let removed = 0;
  for (;;) {
    const count = await database.withAccount(act.accountId, (tx) => undoRound(tx, act, batchId), { timeoutMs: 60_000 });
    removed += count;
    onProgress?.(removed);
    if (count === 0) break;
  }
  await database.withAccount(act.accountId, async (tx) => {
    await tx.run(sql`DELETE FROM quarantine WHERE account_id = ${tx.accountId} AND batch_id = ${batchId}`);
    await tx.run(sql`UPDATE import_batches SET state = 'undone', finished_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${batchId}`);
    await appendEvents(tx, act, [{ type: 'import.undone', data: { batchId } }]);
    await writeAudit(tx, act, { action: 'import.undone', targetKind: 'import', targetId: batchId, detail: { removed } });
  });
  return { removed };
}

/** Removes up to a round of copies and what they alone carried. Returns how many copies it took. */
async function undoRound(tx: Tx, act: Act, batchId: number): Promise<number> {
  const account = tx.accountId;
  const copies = await tx.rows(sql<{ message_id: number }>`
    DELETE FROM message_copies WHERE account_id = ${account} AND id IN (
      SELECT id FROM message_copies WHERE account_id = ${account} AND batch_id = ${batchId} ORDER BY id LIMIT ${roundMax}) RETURNING message_id`);
  if (copies.length === 0) return 0;
  const messages = await tx.rows(sql<{ id: number; conversation_id: number; thread_id: number | null }>`
    SELECT m.id, m.conversation_id, m.thread_id FROM messages m
    WHERE m.account_id = ${account} AND m.id = ANY(${copies.map((row) => row.message_id)}::bigint[])
      AND NOT EXISTS (SELECT FROM message_copies c WHERE c.account_id = m.account_id AND c.message_id = m.id) FOR UPDATE`);
  const ids = messages.map((row) => row.id);
  const conversations = [...new Set(messages.map((row) => row.conversation_id))];
  for (const table of ['message_labels', 'attachments', 'message_parties', 'message_bodies'] as const) {
    await tx.run(sql`DELETE FROM ${sql.table(table)} WHERE account_id = ${account} AND message_id = ANY(${ids}::bigint[])`);
  }
  await tx.run(sql`DELETE FROM messages WHERE account_id = ${account} AND id = ANY(${ids}::bigint[])`);
  await dropEmptyConversations(tx, act, conversations);
  await forgetUnusedThreads(tx, [...new Set(messages.flatMap((row) => (row.thread_id === null ? [] : [row.thread_id])))]);
  await tx.rows(sql<object>`SELECT refresh_conversations(${account}, ${conversations}::bigint[])`);
  await appendEvents(tx, act, messages.map((row) => ({ type: 'message.deleted' as const, conversationId: row.conversation_id, messageId: row.id, data: {} })));
  return copies.length;
}

async function dropEmptyConversations(tx: Tx, act: Act, ids: readonly number[]): Promise<void> {
  const empty = await tx.rows(sql<{ id: number }>`
    UPDATE conversations c SET life = 'deleted', deleted_at = ${act.now}, message_count = 0, life_changed_at = ${act.now}, waiting_since = NULL
    WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${[...ids]}::bigint[])
      AND NOT EXISTS (SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id) RETURNING c.id`);
  await tx.run(sql`DELETE FROM conversation_threads WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${empty.map((row) => row.id)}::bigint[])`);
}

async function forgetUnusedThreads(tx: Tx, threadIds: readonly number[]): Promise<void> {
  const unused = await tx.rows(sql<{ id: number }>`
    WITH RECURSIVE tree AS (
      SELECT t.id FROM mail_threads t WHERE t.account_id = ${tx.accountId} AND t.id = ANY(${[...threadIds]}::bigint[])
        AND NOT EXISTS (SELECT FROM messages m WHERE m.account_id = t.account_id AND m.thread_id = t.id)
      UNION SELECT t.id FROM mail_threads t JOIN tree ON t.merged_into = tree.id WHERE t.account_id = ${tx.accountId})
    SELECT id FROM tree`);
  const ids = unused.map((row) => row.id);
  await tx.run(sql`DELETE FROM mail_ids WHERE account_id = ${tx.accountId} AND thread_id = ANY(${ids}::bigint[])`);
  await tx.run(sql`DELETE FROM mail_threads WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[])`);
}
