import { invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { ensureContacts } from '#core/contacts/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { ensureAddresses } from '../mail/insert-mails.ts';
import { loadOurSide } from '../our-side.ts';
import { checkContent, checkRecipients, checkSubject } from './check-content.ts';
import type { ComposeResult, OutgoingContent, Recipient } from './outgoing-mail.ts';
import { sendAfterOf } from './send-time.ts';
import { findByClientKey, lockThreadOf, newMailId, sendingChannel, storeOutgoing, writingAgent } from './store-outgoing.ts';

export interface ConversationToCompose extends OutgoingContent {
  /** A mailbox. */
  readonly channelId: number;
  readonly to: readonly Recipient[];
  readonly subject: string;
}

/** Begins a conversation with a mail of ours. Its counterpart is the first outside recipient, who becomes a contact. */
export async function composeConversation(tx: Tx, act: Act, input: ConversationToCompose): Promise<ComposeResult> {
  requirePermission(act, 'conversations.reply');
  checkContent(input, act.now);
  const before = await findByClientKey(tx, act, input.clientKey);
  if (before) return before;
  const channel = await sendingChannel(tx, input.channelId);
  if (channel.kind !== 'email' || channel.address === null) throw invalid('channelId', 'must be a mailbox', 'no-mailbox');
  const recipients = checkRecipients(input);
  const subject = checkSubject(input.subject);
  const agent = await writingAgent(tx, act, input.agentId);
  const sendAfter = await sendAfterOf(tx, act, channel.id, input);
  const mailId = newMailId(channel.address);
  const threadId = await lockThreadOf(tx, act, mailId, []);
  const ours = await loadOurSide(tx);
  const outside = [...recipients.to, ...recipients.cc, ...recipients.bcc].find((party) => !ours.isChannel(party.address) && !ours.isInternal(party.address, Date.parse(act.now)));
  const addressIds = await ensureAddresses(tx, outside ? [outside.address] : []);
  const system: Act = { ...act, actor: { ...act.actor, permissions: 'all' } }; // who may write to somebody makes him known
  const contacts = outside ? await ensureContacts(tx, system, [outside]) : new Map<string, number>();
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO conversations (account_id, channel_id, subject, base_subject, started_at, last_message_at, counterpart_id, contact_id, created_at)
    VALUES (${tx.accountId}, ${channel.id}, ${subject}, ${baseSubjectOf(subject)}, ${act.now}, ${act.now},
      ${outside ? addressIds.get(outside.address) ?? null : null}::bigint, ${outside ? contacts.get(outside.address) ?? null : null}::bigint, ${act.now}) RETURNING id`);
  await appendEvents(tx, act, [{ type: 'conversation.opened', conversationId: id, data: { channelId: channel.id } }]);
  return storeOutgoing(tx, act, id, {
    channel, kind: 'new', recipients, subject, text: input.text, html: input.html ?? null, attachments: input.attachments ?? [], inReplyTo: [], references: [],
    answersId: null, quotes: false, agentId: agent?.id ?? null, senderName: agent?.name ?? channel.name, sendAfter, clientKey: input.clientKey ?? null,
  }, { mailId, threadId });
}

/** Enough for answers without References to join by their subject; it stands in an index. */
function baseSubjectOf(subject: string): string {
  const base = subject.replace(/^(?:\s*(?:re|aw|sv|antw|fwd?|wg)\s*:\s*)+/i, '').trim().toLowerCase();
  return Buffer.from(base).subarray(0, 300).toString('utf8').replace(/\uFFFD+$/, '');
}
