import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from './lock-conversations.ts';
import { lockOutgoing, tellDelivery } from './outgoing/lock-outgoing.ts';

/**
 * Deletes one message: its text, HTML and attachments go, it leaves the timeline, search and every figure, and fetching its mail again does
 * not bring it back (tombstone). A row without words stays, so that its place can be shown. A mail of ours that waits to be sent never leaves; one that
 * is being sent at this moment: `conflict`. Under legal hold: `conflict`.
 */
export async function deleteMessage(tx: Tx, act: Act, conversationId: number, messageId: number): Promise<void> {
  requirePermission(act, 'conversations.delete');
  const [conversation] = await lockConversations(tx, [conversationId]);
  if (!conversation || conversation.life === 'deleted') throw notFound('conversation');
  const message = await tx.maybe(sql<{ isHeld: boolean; hash: string | null }>`
    SELECT c.legal_hold AS "isHeld", m.content_hash AS hash FROM messages m JOIN conversations c ON c.account_id = m.account_id AND c.id = m.conversation_id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${messageId} AND m.conversation_id = ${conversation.id} AND m.deleted_at IS NULL AND m.direction <> 'act'`);
  if (!message) throw notFound('message');
  if (message.isHeld) throw new CoreError('conflict', 'This conversation is under legal hold: nothing of it can be deleted.', { key: 'legal-hold' });
  const mail = await lockOutgoing(tx, messageId);
  if (mail?.state === 'sending') throw new CoreError('conflict', 'This mail is being sent at this moment.', { key: 'mail-being-sent' });
  const where = sql`WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`;
  if (message.hash !== null) {
    await tx.run(sql`INSERT INTO tombstones (account_id, content_hash, created_at) VALUES (${tx.accountId}, ${message.hash}, ${act.now}) ON CONFLICT DO NOTHING`);
  }
  await tx.run(sql`UPDATE messages SET deleted_at = ${act.now}, has_attachments = false, subject = '' WHERE account_id = ${tx.accountId} AND id = ${messageId}`);
  await tx.run(sql`UPDATE message_bodies SET text = '', html = NULL, remote_images = 0 ${where}`);
  await tx.run(sql`DELETE FROM attachments ${where}`);
  await tx.run(sql`DELETE FROM message_contents ${where}`);
  await tx.run(sql`DELETE FROM message_answers ${where}`);
  if (mail && ['held', 'queued', 'failed'].includes(mail.state)) {
    await tx.run(sql`UPDATE outgoing_mails SET state = 'cancelled', next_attempt_at = NULL, no_server = false, held_by = NULL, changed_at = ${act.now} ${where}`);
    await tellDelivery(tx, act, mail, 'cancelled');
  }
  await tx.rows(sql<object>`SELECT refresh_conversations(${tx.accountId}, ARRAY[${conversation.id}]::bigint[])`);
  // What derives from messages when there is none left.
  await tx.run(sql`
    UPDATE conversations c SET message_count = 0, last_incoming_at = NULL, waiting_since = (SELECT k.since FROM conversation_clock(c.account_id, c.id) k),
      turn = coalesce((SELECT derived_turn(c.turn, NULL, k.last_ask, k.last_answer) FROM conversation_clock(c.account_id, c.id) k), 'none')
    WHERE c.account_id = ${tx.accountId} AND c.id = ${conversation.id}
      AND NOT EXISTS (SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.deleted_at IS NULL AND m.direction IN ('incoming', 'outgoing'))`);
  await appendEvents(tx, act, [{ type: 'message.deleted', conversationId: conversation.id, messageId, data: {} }]);
  await writeAudit(tx, act, { action: 'message.deleted', targetKind: 'message', targetId: messageId, detail: { conversationId: conversation.id } });
}
