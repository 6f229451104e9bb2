import { CoreError, invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { withBot } from './bot-stays.ts';
import { conversationCan } from './conversation.ts';
import { changeLife } from './change-life.ts';
import { lockConversations } from './lock-conversations.ts';
import { moveConversation } from './move-conversation.ts';

/** Moves everything of one conversation into another, or into where that has gone by now; an open one opens it. Reversible (but for that); the old id redirects. */
export async function mergeConversations(tx: Tx, act: Act, { from, into: asked }: { from: number; into: number }): Promise<void> {
  requirePermission(act, 'conversations.merge');
  if (from === asked) throw invalid('into', 'must be another conversation', 'merge-with-itself');
  const rows = await lockConversations(tx, [from, asked]);
  const source = rows.find((row) => row.id === from);
  const [target] = await lockConversations(tx, [asked]); // is locked already
  if (!source || !target) throw notFound('conversation');
  if (source.id === target.id) throw invalid('into', 'was merged into this conversation already', 'merged-already');
  const into = target.id;
  const problem = conversationCan.merge(source.life) ?? conversationCan.merge(target.life);
  if (problem) throw new CoreError('conflict', problem.text, { key: problem.key });
  await moveConversation(tx, { from, into, because: 'manual', now: act.now });
  await tx.run(sql`UPDATE conversations SET acted_at = coalesce(acted_at, ${act.now}::timestamptz) WHERE account_id = ${tx.accountId} AND id IN (${from}, ${into})`);
  await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ARRAY[${into}]::bigint[])`);
  await appendEvents(tx, act, [{ type: 'conversation.merged', conversationId: into, data: { from, silent: false } }]);
  // What waits in an open one must not leave the open views by being merged into one that was done.
  if (source.life === 'open' && (target.life === 'resolved' || target.life === 'closed')) await changeLife(tx, seesAll(act), [into], { life: 'open' });
  await writeAudit(tx, act, { action: 'conversation.merged', targetKind: 'conversation', targetId: into, detail: { from } });
}

interface Undo { messages: number[]; threads: { thread_id: number; because: string }[]; labels: number[]; /** Labels that the target had not had. Missing: the merge is older than this was noted. */ added?: number[] }

/** Takes a merge back: the messages, threads and labels that came with it return, whatever came later stays. */
export async function unmergeConversation(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'conversations.merge');
  await takeMergeBack(tx, act, id);
}

/** The same for commands that have asked for a permission of their own. */
export async function takeMergeBack(tx: Tx, act: Act, id: number): Promise<void> {
  const row = await tx.maybe(sql<{ merged_into: number; merge_undo: Undo }>`
    SELECT merged_into, merge_undo FROM conversations
    WHERE account_id = ${tx.accountId} AND id = ${id} AND merged_into IS NOT NULL AND merge_undo IS NOT NULL FOR UPDATE`);
  if (!row) throw notFound('merged conversation');
  const [target] = await lockConversations(tx, [row.merged_into]);
  if (!target || target.life === 'deleted') throw notFound('merged conversation'); // what was deleted with it stays deleted
  await tx.run(sql`
    UPDATE messages SET conversation_id = ${id} WHERE account_id = ${tx.accountId} AND id = ANY(${row.merge_undo.messages}::bigint[]) AND conversation_id = ${row.merged_into}`);
  // The threads of the messages as they are now: they may have been united with others since.
  await tx.run(sql`
    WITH back AS (SELECT DISTINCT thread_id FROM messages WHERE account_id = ${tx.accountId} AND conversation_id = ${id} AND thread_id IS NOT NULL),
    gone AS (
      DELETE FROM conversation_threads ct USING back WHERE ct.account_id = ${tx.accountId} AND ct.conversation_id = ${row.merged_into} AND ct.thread_id = back.thread_id
        AND NOT EXISTS (SELECT FROM messages m WHERE m.account_id = ct.account_id AND m.conversation_id = ct.conversation_id AND m.thread_id = ct.thread_id))
    INSERT INTO conversation_threads (account_id, conversation_id, thread_id, because)
    SELECT ${tx.accountId}::bigint, ${id}::bigint, back.thread_id, coalesce(was.because, 'header')
    FROM back LEFT JOIN jsonb_to_recordset(${JSON.stringify(row.merge_undo.threads)}::jsonb) AS was(thread_id bigint, because text) USING (thread_id)
    ON CONFLICT DO NOTHING`);
  await tx.run(sql`
    INSERT INTO conversation_labels (account_id, conversation_id, label_id)
    SELECT ${tx.accountId}::bigint, ${id}::bigint, l FROM unnest(${row.merge_undo.labels}::bigint[]) AS u(l) ON CONFLICT DO NOTHING`);
  await tx.run(sql`
    DELETE FROM conversation_labels WHERE account_id = ${tx.accountId} AND conversation_id = ${row.merged_into} AND label_id = ANY(${row.merge_undo.added ?? []}::bigint[])`);
  await tx.run(sql`
    UPDATE conversations SET merged_into = NULL, merge_undo = NULL, bot_stays = CASE WHEN handler = 'bot' AND bot_id IS NOT NULL THEN ${withBot(act.now)} ELSE bot_stays END, acted_at = coalesce(acted_at, ${act.now}::timestamptz), linked_to = ${row.merged_into}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ARRAY[${id}, ${row.merged_into}]::bigint[])`);
  await appendEvents(tx, act, [
    { type: 'conversation.unmerged', conversationId: id, data: { into: row.merged_into } },
    { type: 'conversation.changed', conversationId: row.merged_into, data: { field: 'subject', from: null, to: null } },
  ]);
}
