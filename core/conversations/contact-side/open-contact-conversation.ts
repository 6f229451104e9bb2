import { findBotOfChannel, findContactSource, getChannel, lockContactSource, type ContactSource } from '#core/channels/index.ts';
import { getContact } from '#core/contacts/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { botFromBeginning } from '../bot-stays.ts';
import { findContactConversations, type FromOutside } from './contact-conversation.ts';

/** The act of a contact: who comes by a name that a door has checked, and nothing beyond his own conversations. */
export function contactAct(accountId: number, { contactId, now, source, address }: { readonly contactId: number | null; readonly now: string; readonly source: string; readonly address?: string | undefined }): Act {
  return { accountId, actor: { kind: 'contact', id: contactId, permissions: contactMay }, source, origin: 'live', now, ...(address !== undefined && { address }) };
}

const contactMay = new Set(['conversations.reply'] as const);

/** A new conversation of his, without a word yet; where the channel has a bot, the bot's. */
export async function openContactConversation(tx: Tx, act: Act, source: FromOutside, { subject = '' }: { readonly subject?: string } = {}): Promise<{ readonly id: number }> {
  requirePermission(act, 'conversations.reply');
  const { contactId } = await requireSource(tx, act, source);
  const channel = await getChannel(tx, seesAll(act), source.channelId);
  const botId = act.origin === 'live' ? await findBotOfChannel(tx, channel.id) : null;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO conversations (account_id, channel_id, kind, subject, handler, bot_id, bot_stays, contact_id, source_id, started_at, last_message_at, acted_at, created_at)
    VALUES (${tx.accountId}, ${channel.id}, ${channel.kind === 'site' ? 'chat' : 'api'}, ${subject}, ${botId === null ? 'person' : 'bot'}, ${botId}::bigint, ${botId === null ? sql`'{}'` : botFromBeginning}, ${contactId}, ${source.sourceId}, ${act.now}, ${act.now}, ${act.now}, ${act.now}) RETURNING id`);
  await appendEvents(tx, act, [{ type: 'conversation.opened', conversationId: id, data: { channelId: channel.id } }]);
  return { id };
}

/** The newest conversation of his, else a new one. Two at once get the same. */
export async function ensureContactConversation(tx: Tx, act: Act, source: FromOutside): Promise<{ readonly id: number; readonly isNew: boolean }> {
  await lockContactSource(tx, source);
  const [present] = await findContactConversations(tx, source);
  return present ? { id: present.id, isNew: false } : { ...await openContactConversation(tx, act, source), isNew: true };
}

/** The contact whom the channel calls so; one who was deleted is not there. */
export async function requireSource(tx: Tx, act: Act, { channelId, sourceId }: FromOutside): Promise<ContactSource> {
  const held = await findContactSource(tx, seesAll(act), channelId, sourceId);
  if (!held) throw notFound('contact');
  await getContact(tx, seesAll(act), held.contactId);
  return held;
}
