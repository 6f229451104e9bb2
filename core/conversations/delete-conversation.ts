import { notFound, requirePermission, CoreError, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { lockConversations } from './lock-conversations.ts';
import { dropWaiting } from './outgoing/drop-waiting.ts';

/**
 * Deletes a conversation: it leaves every list and figure, takes no mail any more, and fetching its mails again does not bring them back
 * (tombstones). Mail of ours in it that waits to be sent never leaves. One under legal hold is refused, and one that was merged away: who
 * deletes it does not mean all that it was merged with.
 */
export async function deleteConversation(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'conversations.delete');
  const [row] = await lockConversations(tx, [id]);
  if (!row || row.life === 'deleted') throw notFound('conversation');
  if (row.id !== id) throw new CoreError('conflict', `This conversation was merged into ${row.id}. Take the merge back, or delete that one.`, { key: 'merged-elsewhere', values: { id: row.id } });
  const held = await tx.rows(sql`SELECT FROM conversations WHERE account_id = ${tx.accountId} AND id = ${row.id} AND legal_hold`);
  if (held.length > 0) throw new CoreError('conflict', 'This conversation is under legal hold and cannot be deleted.', { key: 'legal-hold' });
  await tx.run(sql`
    INSERT INTO tombstones (account_id, content_hash, created_at)
    SELECT account_id, content_hash, ${act.now}::timestamptz FROM messages
    WHERE account_id = ${tx.accountId} AND conversation_id = ${row.id} AND content_hash IS NOT NULL ON CONFLICT DO NOTHING`);
  await tx.run(sql`
    UPDATE conversations SET life = 'deleted', deleted_at = ${act.now}, life_changed_at = ${act.now}, waiting_since = NULL, acted_at = coalesce(acted_at, ${act.now})
    WHERE account_id = ${tx.accountId} AND id = ${row.id}`);
  await dropWaiting(tx, act, row.id);
  await appendEvents(tx, act, [{ type: 'conversation.changed', conversationId: row.id, data: { field: 'life', from: row.life, to: 'deleted' } }]);
  await writeAudit(tx, act, { action: 'conversation.deleted', targetKind: 'conversation', targetId: row.id, detail: {} });
}
