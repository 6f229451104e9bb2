import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { withoutBot } from './bot-stays.ts';
import { lockConversations } from './lock-conversations.ts';
import { mergeConversations } from './merge-conversations.ts';

/**
 * Takes messages out of a conversation into a new one beside it, linked to it: same channel, assignee, team and labels; who wrote the first of
 * them is its counterpart. At least one message stays. What comes later in the mail thread joins by the rules of mail (its counterpart's
 * conversation first). `unsplitConversation` takes it back.
 */
export async function splitConversation(tx: Tx, act: Act, id: number, messageIds: readonly number[]): Promise<{ id: number }> {
  requirePermission(act, 'conversations.merge');
  const wanted = [...new Set(messageIds)];
  if (wanted.length === 0) throw invalid('messageIds', 'must name a message', 'names-no-message');
  const [source] = await lockConversations(tx, [id]);
  if (!source || source.life === 'deleted') throw notFound('conversation');
  const messages = await tx.rows(sql<{ id: number; isWanted: boolean }>`
    SELECT id, id = ANY(${wanted}::bigint[]) AS "isWanted" FROM messages
    WHERE account_id = ${tx.accountId} AND conversation_id = ${source.id} AND deleted_at IS NULL AND direction IN ('incoming', 'outgoing', 'note')`);
  if (messages.filter(({ isWanted }) => isWanted).length !== wanted.length) throw notFound('message');
  if (messages.length === wanted.length) throw new CoreError('conflict', 'One message at least stays in the conversation.', { key: 'split-leaves-none' });
  const into = await openBeside(tx, act, source.id, wanted);
  await tx.run(sql`UPDATE messages SET conversation_id = ${into} WHERE account_id = ${tx.accountId} AND id = ANY(${wanted}::bigint[])`);
  await moveThreadLinks(tx, source.id, into);
  await tx.run(sql`
    INSERT INTO conversation_labels (account_id, conversation_id, label_id)
    SELECT account_id, ${into}::bigint, label_id FROM conversation_labels WHERE account_id = ${tx.accountId} AND conversation_id = ${source.id}`);
  await tx.run(sql`UPDATE conversations SET acted_at = coalesce(acted_at, ${act.now}::timestamptz) WHERE account_id = ${tx.accountId} AND id = ${source.id}`);
  await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ARRAY[${source.id}, ${into}]::bigint[])`);
  await appendEvents(tx, act, [
    { type: 'conversation.opened', conversationId: into, data: { channelId: source.channelId, linkedTo: source.id } },
    { type: 'conversation.split', conversationId: source.id, data: { into, messages: wanted.length } },
  ]);
  await writeAudit(tx, act, { action: 'conversation.split', targetKind: 'conversation', targetId: source.id, detail: { into, messages: wanted.length } });
  return { id: into };
}

/** Takes a split back: what is in the new conversation by now goes into the one it came from, and the new id redirects there. */
export async function unsplitConversation(tx: Tx, act: Act, id: number): Promise<{ id: number }> {
  requirePermission(act, 'conversations.merge');
  const row = await tx.maybe(sql<{ from: number }>`
    SELECT split_from AS "from" FROM conversations WHERE account_id = ${tx.accountId} AND id = ${id} AND split_from IS NOT NULL AND merged_into IS NULL AND life <> 'deleted' FOR UPDATE`);
  if (!row) throw notFound('split conversation');
  const [target] = await lockConversations(tx, [row.from]);
  if (!target || target.id === id) throw notFound('conversation');
  await mergeConversations(tx, act, { from: id, into: target.id });
  return { id: target.id };
}

/** A conversation for these messages: as its source, but for whom it is with, which the first of them says where it came from outside. */
async function openBeside(tx: Tx, act: Act, source: number, messageIds: readonly number[]): Promise<number> {
  const { id } = await tx.one(sql<{ id: number }>`
    WITH first AS (
      SELECT m.sender_id, p.contact_id FROM messages m
      LEFT JOIN addresses a ON a.account_id = m.account_id AND a.id = m.sender_id
      LEFT JOIN contact_points p ON p.account_id = m.account_id AND p.kind = 'email' AND p.value_norm = a.address
      WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${messageIds}::bigint[]) AND m.direction = 'incoming' AND m.sender_id IS NOT NULL ORDER BY m.at, m.id LIMIT 1)
    INSERT INTO conversations (account_id, channel_id, kind, subject, base_subject, life, assignee_id, team_id, priority, contact_id, counterpart_id, started_at, last_message_at,
      linked_to, split_from, bot_stays, acted_at, read_at, created_at)
    SELECT c.account_id, c.channel_id, c.kind, c.subject, c.base_subject, 'open', c.assignee_id, c.team_id, c.priority, coalesce(f.contact_id, c.contact_id), coalesce(f.sender_id, c.counterpart_id),
      c.started_at, c.last_message_at, c.id, c.id, ${withoutBot(act.now)}, ${act.now}::timestamptz, ${act.now}::timestamptz, ${act.now}::timestamptz
    FROM conversations c LEFT JOIN first f ON true WHERE c.account_id = ${tx.accountId} AND c.id = ${source} RETURNING id`);
  return id;
}

/** The new conversation holds the threads of its messages; the old one keeps those that it still has messages of. */
async function moveThreadLinks(tx: Tx, source: number, into: number): Promise<void> {
  await tx.run(sql`
    INSERT INTO conversation_threads (account_id, conversation_id, thread_id, because)
    SELECT DISTINCT ${tx.accountId}::bigint, ${into}::bigint, thread_id, 'manual' FROM messages
    WHERE account_id = ${tx.accountId} AND conversation_id = ${into} AND thread_id IS NOT NULL`);
  await tx.run(sql`
    DELETE FROM conversation_threads ct WHERE ct.account_id = ${tx.accountId} AND ct.conversation_id = ${source}
      AND EXISTS (SELECT FROM conversation_threads n WHERE n.account_id = ct.account_id AND n.conversation_id = ${into} AND n.thread_id = ct.thread_id)
      AND NOT EXISTS (SELECT FROM messages m WHERE m.account_id = ct.account_id AND m.conversation_id = ${source} AND m.thread_id = ct.thread_id)`);
}
