import { getSite } from '#core/channels/index.ts';
import { ensureContactConversation, findContactMessageByKey, getContactConversation, postContactMessage, postMessage, requireSource, type ContactMessageInput, type FromOutside } from '#core/conversations/index.ts';
import { createInteraction } from '#core/interactions/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { noWake } from '../engine/index.ts';
import { enterQueue } from '../commands/enter-queue.ts';
import { runRouting, type Change } from '../run/run-rule.ts';
import { findChatOf } from './chat-of.ts';
import { siteStanding } from './site-standing.ts';

export interface SiteMessage extends Omit<ContactMessageInput, 'conversationId'> {
  /** null: his newest conversation, else a new one. */
  readonly conversationId: number | null;
  readonly lang?: string;
  /** Shown as what we said first, where a conversation is opened. */
  readonly greeting?: string | null;
}

/**
 * What a visitor of a site writes. Conversation, chat and message are one transaction, and a key that was told before gives the same message: whoever had no answer tells it again. Where the
 * site has a queue, is open and somebody is there, a chat begins and enters it; else it is a message that is left.
 */
export async function takeSiteMessage(change: Change, act: Act, source: FromOutside, input: SiteMessage): Promise<{ readonly messageId: number; readonly conversationId: number; readonly isNew: boolean }> {
  requirePermission(act, 'conversations.reply');
  const posted = await runRouting(change, act, async (tx) => ({ result: await post(tx, act, source, input), wake: noWake }));
  await enterWhereItBelongs(change, act, source, posted.conversationId);
  return posted;
}

async function post(tx: Tx, act: Act, source: FromOutside, { conversationId, lang = 'en', greeting = null, ...message }: SiteMessage) {
  await requireSource(tx, act, source);
  const known = message.clientKey === undefined ? null : await findContactMessageByKey(tx, source, message.clientKey);
  const { id: place, isNew } = await placeOf(tx, act, source, known?.conversationId ?? conversationId);
  if (isNew && greeting) await greet(tx, act, place, greeting);
  const posted = await postContactMessage(tx, act, source, { ...message, conversationId: place });
  if (posted.isNew) await beginSiteChat(tx, act, source, posted.conversationId, lang);
  return posted;
}

/**
 * A chat begins in a conversation of a site, where the site has a queue, is open and somebody is there, and none goes on. Where a bot has him: not before it hands him over
 * (`handedOverReactor`). Returns the chat and the queue that it is to enter.
 */
export async function beginSiteChat(tx: Tx, act: Act, source: FromOutside, conversationId: number, lang: string): Promise<{ readonly interactionId: number; readonly queueId: number } | null> {
  const site = await getSite(tx, seesAll(act), source.channelId);
  if (site.queueId === null) return null;
  const conversation = await getContactConversation(tx, source, conversationId);
  if (conversation.handler === 'bot') return null;
  const standing = await siteStanding(tx, act, site);
  if (!standing.isOpen || !standing.isStaffed || await findChatOf(tx, conversation.id) !== null) return null;
  const { id } = await createInteraction(tx, seesAll(act), { kind: 'chat', direction: 'in', entry: 'web', lang, contactId: conversation.contactId, conversationId: conversation.id });
  return { interactionId: id, queueId: site.queueId };
}

async function placeOf(tx: Tx, act: Act, source: FromOutside, conversationId: number | null): Promise<{ readonly id: number; readonly isNew: boolean }> {
  return conversationId === null ? ensureContactConversation(tx, act, source) : { id: (await getContactConversation(tx, source, conversationId)).id, isNew: false };
}

/** By no person: it is no answer in any figure. */
async function greet(tx: Tx, act: Act, conversationId: number, text: string): Promise<void> {
  await postMessage(tx, seesAll({ ...act, actor: { kind: 'system', id: null, permissions: 'all' } }), { conversationId, direction: 'outgoing', text, isBot: true });
}

/** A chat that has begun and waits nowhere enters the queue of its site: at once, and again where a process died between the two. */
export async function enterWhereItBelongs(change: Change, act: Act, source: FromOutside, conversationId: number): Promise<void> {
  const waits = await change(async (tx) => {
    const chat = await findChatOf(tx, conversationId);
    if (chat?.state !== 'selecting') return null;
    const { queueId } = await getSite(tx, seesAll(act), source.channelId);
    return queueId === null ? null : { interactionId: chat.id, queueId };
  });
  if (waits) await enterQueue(change, act, waits);
}
