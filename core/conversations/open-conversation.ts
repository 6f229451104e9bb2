import { getChannel } from '#core/channels/index.ts';
import { getContact } from '#core/contacts/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { ensureAddresses } from './mail/insert-mails.ts';

export interface OpeningInput {
  readonly channelId: number;
  readonly contactId: number;
  readonly subject?: string;
  /** A bot answers first. */
  readonly isBots?: boolean;
}

const subjectMax = 1_000;

/** A conversation with a contact that nobody has written in yet. In a mailbox its counterpart is the contact's first mail address, so that answers join it by subject. */
export async function openConversation(tx: Tx, act: Act, { channelId, contactId, subject = '', isBots = false }: OpeningInput): Promise<{ id: number }> {
  requirePermission(act, 'conversations.reply');
  if (subject.length > subjectMax || /[\u0000-\u001f]/.test(subject) || !subject.isWellFormed()) throw invalid('subject', `must be one line of at most ${subjectMax} characters`, 'too-long', { max: subjectMax });
  const reader = seesAll(act);
  const channel = await getChannel(tx, reader, channelId);
  const contact = await getContact(tx, reader, contactId);
  const isMail = channel.kind === 'email';
  const address = contact.points.find((point) => point.kind === 'email')?.value.trim().toLowerCase() ?? '';
  const counterpartId = isMail ? (await ensureAddresses(tx, [address])).get(address) ?? null : null;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO conversations (account_id, channel_id, kind, subject, base_subject, handler, contact_id, counterpart_id, started_at, last_message_at, acted_at, created_at)
    VALUES (${tx.accountId}, ${channelId}, ${isMail ? 'mail' : 'api'}, ${subject}, ${isMail ? subject.toLowerCase() : ''}, ${isBots ? 'bot' : 'person'}, ${contactId}, ${counterpartId},
      ${act.now}, ${act.now}, ${act.now}, ${act.now}) RETURNING id`);
  await appendEvents(tx, act, [{ type: 'conversation.opened', conversationId: id, data: { channelId } }]);
  return { id };
}
