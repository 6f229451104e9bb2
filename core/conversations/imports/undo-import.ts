import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { importSilenceMaxSeconds } from './import-batch.ts';

const roundMax = 500;

/**
 * Takes an import back: every message that only this batch brought is removed with its body, parties, copies, raw mail and files; a message
 * that lies in another mailbox too loses this batch's copy, and takes time and channel from those that stay. Conversations left without a
 * message are deleted, threads that nobody uses are forgotten, so that the same files can be imported again. Works in rounds; run again
 * after a crash it goes on. An import that still runs is refused. What stays: contacts, agents, and threads (with their conversations) that
 * a mail of this batch united: they are not parted again.
 */
export async function undoImport(database: Database, act: Act, batchId: number, onProgress?: (removed: number) => void): Promise<{ removed: number }> {
  requirePermission(act, 'imports.run');
  await database.withAccount(act.accountId, (tx) => beginUndoImport(tx, act, batchId));
  let removed = 0;
  for (;;) {
    const count = await database.withAccount(act.accountId, (tx) => undoRound(tx, act, batchId), { timeoutMs: 600_000 });
    removed += count;
    onProgress?.(removed);
    if (count === 0) break;
  }
  await database.withAccount(act.accountId, async (tx) => {
    const held = await tx.rows(sql<{ raw_sha256: string }>`DELETE FROM quarantine WHERE account_id = ${tx.accountId} AND batch_id = ${batchId} RETURNING raw_sha256`);
    await dropUnnamedBytes(tx, held.map((row) => row.raw_sha256), []);
    await tx.run(sql`UPDATE import_batches SET state = 'undone', finished_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${batchId}`);
    await appendEvents(tx, act, [{ type: 'import.undone', data: { batchId } }]);
    await writeAudit(tx, act, { action: 'import.undone', targetKind: 'import', targetId: batchId, detail: { removed } });
  }, { timeoutMs: 60_000 });
  return { removed };
}

/** Says that an import shall be taken back: from here on it is being undone, whoever goes on with `undoImport`. `conflict` while it runs or where it was undone. */
export async function beginUndoImport(tx: Tx, act: Act, batchId: number): Promise<void> {
  requirePermission(act, 'imports.run');
  const batch = await tx.maybe(sql<{ state: string; isSilent: boolean }>`
    SELECT state, coalesce(seen_at, started_at) < clock_timestamp() - make_interval(secs => ${importSilenceMaxSeconds}) AS "isSilent"
    FROM import_batches WHERE account_id = ${tx.accountId} AND id = ${batchId} FOR UPDATE`);
  if (!batch) throw notFound('import');
  if (batch.state === 'undone') throw new CoreError('conflict', 'This import has been undone already.', { key: 'import-undone' });
  if (batch.state === 'running' && !batch.isSilent) {
    throw new CoreError('conflict', `This import is still running; stop it first. One that was killed can be undone ${importSilenceMaxSeconds} seconds after.`, { key: 'import-running', values: { seconds: importSilenceMaxSeconds } });
  }
  await tx.run(sql`UPDATE import_batches SET state = 'undoing' WHERE account_id = ${tx.accountId} AND id = ${batchId}`);
}

/** Removes up to a round of copies and what they alone carried. Returns how many copies it took. */
async function undoRound(tx: Tx, act: Act, batchId: number): Promise<number> {
  const account = tx.accountId;
  const copies = await tx.rows(sql<{ message_id: number; raw_sha256: string }>`
    DELETE FROM message_copies WHERE account_id = ${account} AND id IN (
      SELECT id FROM message_copies WHERE account_id = ${account} AND batch_id = ${batchId} ORDER BY id LIMIT ${roundMax}) RETURNING message_id, raw_sha256`);
  if (copies.length === 0) return 0;
  const messages = await tx.rows(sql<{ id: number; conversation_id: number; thread_id: number | null }>`
    SELECT m.id, m.conversation_id, m.thread_id FROM messages m
    WHERE m.account_id = ${account} AND m.id = ANY(${copies.map((row) => row.message_id)}::bigint[])
      AND NOT EXISTS (SELECT FROM message_copies c WHERE c.account_id = m.account_id AND c.message_id = m.id)
      AND NOT EXISTS (SELECT FROM outgoing_mails o WHERE o.account_id = m.account_id AND o.message_id = m.id) FOR UPDATE`); // what was written here needs no copy
  const ids = messages.map((row) => row.id);
  const conversations = [...new Set(messages.map((row) => row.conversation_id))];
  const files = await tx.rows(sql<{ sha256: string }>`DELETE FROM attachments WHERE account_id = ${account} AND message_id = ANY(${ids}::bigint[]) RETURNING sha256`);
  for (const table of ['message_labels', 'message_parties', 'message_bodies'] as const) {
    await tx.run(sql`DELETE FROM ${sql.table(table)} WHERE account_id = ${account} AND message_id = ANY(${ids}::bigint[])`);
  }
  await tx.run(sql`DELETE FROM messages WHERE account_id = ${account} AND id = ANY(${ids}::bigint[])`);
  const gone = new Set(ids);
  const moved = await takeFromRemainingCopies(tx, act, batchId, copies.map((row) => row.message_id).filter((id) => !gone.has(id)));
  await dropEmptyConversations(tx, act, conversations);
  await forgetUnusedThreads(tx, [...new Set(messages.flatMap((row) => (row.thread_id === null ? [] : [row.thread_id])))]);
  await tx.rows(sql<object>`SELECT refresh_conversations(${account}, ${[...new Set([...conversations, ...moved])]}::bigint[])`);
  await dropUnnamedBytes(tx, copies.map((row) => row.raw_sha256), files.map((row) => row.sha256));
  await appendEvents(tx, act, messages.map((row) => ({ type: 'message.deleted' as const, conversationId: row.conversation_id, messageId: row.id, data: {} })));
  return copies.length;
}

/**
 * A message that stays is what its other copies say: its time as when they came alone (a server's time before a Date header, the earliest
 * first), and where this batch had brought it, their channel and batch. Returns the conversations concerned.
 */
async function takeFromRemainingCopies(tx: Tx, act: Act, batchId: number, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const changed = await tx.rows(sql<{ id: number; conversation_id: number; channel_id: number }>`
    UPDATE messages m SET at = c.at, at_source = c.at_source,
      channel_id = CASE WHEN m.batch_id = ${batchId} THEN c.channel_id ELSE m.channel_id END,
      batch_id = CASE WHEN m.batch_id = ${batchId} THEN c.batch_id ELSE m.batch_id END
    FROM (SELECT DISTINCT ON (message_id) message_id, at, at_source, channel_id, batch_id FROM message_copies
          WHERE account_id = ${tx.accountId} AND message_id = ANY(${[...ids]}::bigint[])
          ORDER BY message_id, (at_source = 'date'), at, id) c
    WHERE m.account_id = ${tx.accountId} AND m.id = c.message_id
      AND (m.batch_id = ${batchId} OR (m.at, m.at_source) IS DISTINCT FROM (c.at, c.at_source))
    RETURNING m.id, m.conversation_id, m.channel_id`);
  await appendEvents(tx, act, changed.map((row) => ({
    type: 'message.copied' as const, conversationId: row.conversation_id, messageId: row.id, data: { channelId: row.channel_id, timeMoved: true },
  })));
  return changed.map((row) => row.conversation_id);
}

async function dropEmptyConversations(tx: Tx, act: Act, ids: readonly number[]): Promise<void> {
  // A statement of its own: the next one then sees the mail of whoever held the lock.
  await tx.rows(sql<object>`SELECT FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[]) ORDER BY id FOR UPDATE`);
  const empty = await tx.rows(sql<{ id: number }>`
    UPDATE conversations c SET life = 'deleted', deleted_at = ${act.now}, message_count = 0, life_changed_at = ${act.now}, waiting_since = NULL
    WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${[...ids]}::bigint[])
      AND NOT EXISTS (SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id) RETURNING c.id`);
  // Notes keep a conversation, without the figures of its mails; refresh_conversations passes over one that has none.
  await tx.run(sql`
    UPDATE conversations c SET message_count = 0, turn = 'none', waiting_since = NULL, last_incoming_at = NULL
    WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${[...ids]}::bigint[]) AND c.life <> 'deleted' AND NOT EXISTS (
      SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction IN ('incoming', 'outgoing') AND m.deleted_at IS NULL)`);
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

/** Rows of raw mails that no copy and no quarantine names any more, and of files that no attachment and no raw mail does. */
async function dropUnnamedBytes(tx: Tx, raws: readonly string[], files: readonly string[]): Promise<void> {
  const account = tx.accountId;
  const dropped = await tx.rows(sql<{ sha256: string }>`
    DELETE FROM raw_mails r WHERE r.account_id = ${account} AND r.sha256 = ANY(${[...new Set(raws)]}::text[])
      AND NOT EXISTS (SELECT FROM message_copies c WHERE c.account_id = r.account_id AND c.raw_sha256 = r.sha256)
      AND NOT EXISTS (SELECT FROM quarantine q WHERE q.account_id = r.account_id AND q.raw_sha256 = r.sha256) RETURNING r.sha256`);
  await tx.run(sql`
    DELETE FROM files f WHERE f.account_id = ${account} AND f.sha256 = ANY(${[...new Set([...files, ...dropped.map((row) => row.sha256)])]}::text[])
      AND NOT EXISTS (SELECT FROM attachments a WHERE a.account_id = f.account_id AND a.sha256 = f.sha256)
      AND NOT EXISTS (SELECT FROM uploads u WHERE u.account_id = f.account_id AND u.sha256 = f.sha256)
      AND NOT EXISTS (SELECT FROM automation_files t WHERE t.account_id = f.account_id AND t.sha256 = f.sha256)
      AND NOT EXISTS (SELECT FROM raw_mails r WHERE r.account_id = f.account_id AND r.sha256 = f.sha256)`);
}
