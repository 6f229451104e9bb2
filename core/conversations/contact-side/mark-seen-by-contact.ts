import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getContactConversation, type FromOutside } from './contact-conversation.ts';

/** The contact has looked at everything that is in it. Told only where there was something new to see, so looking again writes nothing. */
export async function markSeenByContact(tx: Tx, act: Act, source: FromOutside, conversationId: number): Promise<boolean> {
  requirePermission(act, 'conversations.reply');
  const { id, contactId } = await getContactConversation(tx, source, conversationId);
  const seen = await tx.run(sql`
    UPDATE conversations c SET contact_seen_at = greatest(c.contact_seen_at, ${act.now}::timestamptz) WHERE c.account_id = ${tx.accountId} AND c.id = ${id}
      AND EXISTS (SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.direction = 'outgoing' AND m.deleted_at IS NULL AND (c.contact_seen_at IS NULL OR m.at > c.contact_seen_at))`);
  if (seen === 0) return false;
  await appendEvents(tx, act, [{ type: 'conversation.seen', conversationId: id, data: { contactId: contactId ?? 0 } }]);
  return true;
}
