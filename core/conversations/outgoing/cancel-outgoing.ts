import { appendEvents } from '#core/events/index.ts';
import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { MailParty } from '../mail/received-mail.ts';
import { requireOutgoing, tellDelivery, type LockedOutgoing } from './lock-outgoing.ts';
import { deliveryCan, type OutgoingDraft } from './outgoing-mail.ts';
import { findAttachments } from './store-parts.ts';

/**
 * Takes back a mail that has not left: it goes, and what it said comes back as material for a draft. `conflict` once it is being sent, has
 * left, or may have. A conversation that it began goes with it.
 */
export async function cancelOutgoing(tx: Tx, act: Act, messageId: number): Promise<OutgoingDraft> {
  requirePermission(act, 'conversations.reply');
  const mail = await requireOutgoing(tx, messageId);
  const problem = mail.state === 'cancelled' ? { key: 'mail-taken-back' as const, text: 'This mail was taken back already.' } : deliveryCan.cancel(mail.state, mail.mayHaveLeft);
  if (problem) throw new CoreError('conflict', problem.text, { key: problem.key });
  const draft = await draftOf(tx, mail);
  await tx.run(sql`
    UPDATE outgoing_mails SET state = 'cancelled', next_attempt_at = NULL, no_server = false, held_by = NULL, changed_at = ${act.now} WHERE account_id = ${tx.accountId} AND message_id = ${messageId}`);
  await tx.run(sql`UPDATE messages SET deleted_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${messageId}`);
  await appendEvents(tx, act, [{ type: 'message.deleted', conversationId: mail.conversationId, messageId, data: {} }]);
  await dropEmptyConversation(tx, act, mail);
  await tellDelivery(tx, act, mail, 'cancelled');
  return draft;
}

async function draftOf(tx: Tx, mail: LockedOutgoing): Promise<OutgoingDraft> {
  const said = await tx.one(sql<{ subject: string; text: string; html: string | null }>`
    SELECT m.subject, b.text, b.html FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
    WHERE m.account_id = ${tx.accountId} AND m.id = ${mail.messageId}`);
  const parties = await tx.rows(sql<MailParty & { role: string }>`
    SELECT p.role, p.name, a.address FROM message_parties p JOIN addresses a ON a.account_id = p.account_id AND a.id = p.address_id
    WHERE p.account_id = ${tx.accountId} AND p.message_id = ${mail.messageId} ORDER BY p.ordinal`);
  const of = (role: string): MailParty[] => parties.filter((party) => party.role === role).map(({ name, address }) => ({ name, address }));
  return {
    conversationId: mail.conversationId, channelId: mail.channelId, kind: mail.kind, inReplyToMessageId: mail.answersId, quote: mail.quotes,
    ...said, to: of('to'), cc: of('cc'), bcc: of('bcc'), attachments: await findAttachments(tx, mail.messageId),
  };
}

/** A conversation with nothing in it but what was taken back never was. */
async function dropEmptyConversation(tx: Tx, act: Act, mail: LockedOutgoing): Promise<void> {
  const { life } = await tx.one(sql<{ life: string }>`SELECT life FROM conversations WHERE account_id = ${tx.accountId} AND id = ${mail.conversationId}`);
  const dropped = await tx.run(sql`
    UPDATE conversations c SET life = 'deleted', deleted_at = ${act.now}, life_changed_at = ${act.now}, message_count = 0, waiting_since = NULL
    WHERE c.account_id = ${tx.accountId} AND c.id = ${mail.conversationId} AND c.life <> 'deleted'
      AND NOT EXISTS (SELECT FROM messages m WHERE m.account_id = c.account_id AND m.conversation_id = c.id AND m.deleted_at IS NULL)`);
  if (dropped > 0) await appendEvents(tx, act, [{ type: 'conversation.changed', conversationId: mail.conversationId, data: { field: 'life', from: life, to: 'deleted' } }]);
}
