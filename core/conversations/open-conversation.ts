import { findBotOfChannel, getChannel } from '#core/channels/index.ts';
import { ensureContacts, getContact } from '#core/contacts/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { botFromBeginning } from './bot-stays.ts';
import { ensureAddresses } from './mail/insert-mails.ts';
import type { MailParty } from './mail/received-mail.ts';
import { loadOurSide } from './our-side.ts';
import { checkContent, checkRecipients, checkSubject, type CheckedRecipients } from './outgoing/check-content.ts';
import { clientKeyOf, findByClientKey } from './outgoing/client-key.ts';
import type { ComposeResult, OutgoingContent, Recipient } from './outgoing/outgoing-mail.ts';
import { sendAfterOf } from './outgoing/send-time.ts';
import { lockThreadOf, newMailId, sendingChannel, storeOutgoing, writingAgent, type OutgoingChannel } from './outgoing/store-outgoing.ts';

export interface OpeningInput {
  readonly channelId: number;
  /** With whom. In a mailbox the counterpart is his first mail address, so that answers join by subject. */
  readonly contactId: number;
  readonly subject?: string;
  /** A bot answers first. Default: where the channel has one. */
  readonly isBots?: boolean;
  /** The contact's name in the channel (`putContactSource`): who comes by it sees the conversation from outside. */
  readonly sourceId?: string;
}

/** A first mail: with whom is its first outside recipient, who becomes a contact. */
export interface FirstMail extends OutgoingContent {
  /** A mailbox. */
  readonly channelId: number;
  readonly to: readonly Recipient[];
  readonly subject: string;
}

/** What is opened: where it stands and with whom. */
interface Opening { readonly channel: { readonly id: number; readonly kind: string }; readonly subject: string; readonly isBots: boolean; readonly botId: number | null; readonly contactId: number | null; readonly counterpart: string; readonly sourceId?: string }

/** A conversation with a contact that nobody has written in yet, or that begins with a mail of ours. */
export async function openConversation(tx: Tx, act: Act, input: OpeningInput): Promise<{ id: number }>;
export async function openConversation(tx: Tx, act: Act, input: FirstMail): Promise<ComposeResult>;
export async function openConversation(tx: Tx, act: Act, input: OpeningInput | FirstMail): Promise<{ id: number } | ComposeResult> {
  requirePermission(act, 'conversations.reply');
  return 'contactId' in input ? openWithContact(tx, act, input) : openWithMail(tx, act, input);
}

async function openWithContact(tx: Tx, act: Act, { channelId, contactId, subject = '', isBots, sourceId }: OpeningInput): Promise<{ id: number }> {
  if (/[\u0000-\u001f]/.test(subject) || !subject.isWellFormed()) throw invalid('subject', 'must be one line', 'bad-characters');
  const channel = await getChannel(tx, seesAll(act), channelId);
  const contact = await getContact(tx, seesAll(act), contactId);
  const counterpart = contact.points.find((point) => point.kind === 'email')?.value.trim().toLowerCase() ?? '';
  const botId = isBots === false || act.origin !== 'live' ? null : await findBotOfChannel(tx, channelId);
  return { id: await insertConversation(tx, act, { channel, subject: checkSubject(subject), isBots: isBots ?? botId !== null, botId, contactId, counterpart, ...(sourceId !== undefined && { sourceId }) }) };
}

async function openWithMail(tx: Tx, act: Act, input: FirstMail): Promise<ComposeResult> {
  checkContent(input, act.now);
  const clientKey = clientKeyOf(input);
  const before = await findByClientKey(tx, act, clientKey);
  if (before) return before;
  const channel = await sendingChannel(tx, input.channelId);
  if (!isMailbox(channel)) throw invalid('channelId', 'must be a mailbox', 'no-mailbox');
  const recipients = checkRecipients(input);
  const subject = checkSubject(input.subject);
  const agent = await writingAgent(tx, act, input.agentId);
  const sendAfter = await sendAfterOf(tx, act, channel.id, input);
  const mailId = newMailId(channel.address);
  const threadId = await lockThreadOf(tx, act, mailId, []);
  const outside = await outsideOf(tx, act, recipients);
  const contacts = outside ? await ensureContacts(tx, seesAll(act), [outside]) : new Map<string, number>(); // who may write to somebody makes him known
  const id = await insertConversation(tx, act, { channel, subject, isBots: false, botId: null, contactId: contacts.get(outside?.address ?? '') ?? null, counterpart: outside?.address ?? '' });
  return storeOutgoing(tx, act, id, {
    channel, kind: 'new', recipients, subject, text: input.text, html: input.html ?? null, attachments: input.attachments ?? [], inReplyTo: [], references: [],
    answersId: null, quotes: false, agentId: agent?.id ?? null, senderName: agent?.name ?? channel.name, sendAfter, clientKey,
  }, { mailId, threadId });
}

function isMailbox(channel: OutgoingChannel): channel is OutgoingChannel & { readonly address: string } {
  return channel.kind === 'email' && channel.address !== null;
}

async function outsideOf(tx: Tx, { now }: Act, { to, cc, bcc }: CheckedRecipients): Promise<MailParty | undefined> {
  const ours = await loadOurSide(tx);
  return [...to, ...cc, ...bcc].find(({ address }) => !ours.isChannel(address) && !ours.isInternal(address, Date.parse(now)));
}

async function insertConversation(tx: Tx, act: Act, { channel, subject, isBots, botId, contactId, counterpart, sourceId }: Opening): Promise<number> {
  const isMail = channel.kind === 'email';
  const counterpartId = isMail && counterpart !== '' ? (await ensureAddresses(tx, [counterpart])).get(counterpart) ?? null : null;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO conversations (account_id, channel_id, kind, subject, base_subject, handler, bot_id, bot_stays, contact_id, counterpart_id, source_id, started_at, last_message_at, acted_at, created_at)
    VALUES (${tx.accountId}, ${channel.id}, ${isMail ? 'mail' : channel.kind === 'site' ? 'chat' : 'api'}, ${subject}, ${isMail ? baseSubjectOf(subject) : ''}, ${isBots ? 'bot' : 'person'}, ${botId}::bigint, ${isBots && botId !== null ? botFromBeginning : sql`'{}'`}, ${contactId}::bigint, ${counterpartId}::bigint, ${sourceId ?? null},
      ${act.now}, ${act.now}, ${act.now}, ${act.now}) RETURNING id`);
  await appendEvents(tx, act, [{ type: 'conversation.opened', conversationId: id, data: { channelId: channel.id } }]);
  return id;
}

/** Enough for answers without References to join by their subject; it stands in an index. */
function baseSubjectOf(subject: string): string {
  const base = subject.replace(/^(?:\s*(?:re|aw|sv|antw|fwd?|wg)\s*:\s*)+/i, '').trim().toLowerCase();
  return Buffer.from(base).subarray(0, 300).toString('utf8').replace(/\uFFFD+$/, '');
}
