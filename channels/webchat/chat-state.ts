import { getSite, type Site } from '#core/channels/index.ts';
import { findContactConversations, findContactMessages, findDeletedMessages, type ContactConversation, type ContactMessage, type FromOutside } from '#core/conversations/index.ts';
import { mayShowInline } from '#core/files/index.ts';
import { readPresence } from '#core/presence/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { findChatOf, findChatWait, findRatableChat, siteStanding } from '#core/routing/index.ts';
import type { Tx } from '#storage/index.ts';
import { shownContent } from './shown-content.ts';
import type { ChatState, ConversationShown, MessageShown } from './schemas.ts';

export const pageSize = 50;

/** The address of a file for this visitor. */
export type LinkTo = (attachmentId: number) => string;

/** His conversation (the newest) as the widget shows it, with the messages after or before one, or the newest. */
export async function chatState(tx: Tx, reader: Act, source: FromOutside, linkTo: LinkTo, { after, before }: { after?: number; before?: number } = {}): Promise<ChatState> {
  const standing = await siteStanding(tx, reader, await getSite(tx, reader, source.channelId));
  const [conversation] = await findContactConversations(tx, source);
  if (!conversation) return { conversation: null, messages: [], hasEarlier: false, deletedIds: [], standing };
  const rows = await findContactMessages(tx, source, conversation.id, { limit: pageSize + 1, ...(after !== undefined ? { afterId: after } : before !== undefined ? { beforeId: before } : {}) });
  // Forward all of a page is told and the widget asks again; backward one more than the page tells that there are earlier ones.
  const isForward = after !== undefined;
  const hasEarlier = !isForward && rows.length > pageSize;
  const messages = isForward ? rows.slice(0, pageSize) : hasEarlier ? rows.slice(1) : rows;
  return { conversation: await shownConversation(tx, conversation), messages: messages.map((message) => shownMessage(message, linkTo)), hasEarlier, deletedIds: await findDeletedMessages(tx, source, conversation.id), standing };
}

export async function shownConversation(tx: Tx, conversation: ContactConversation): Promise<ConversationShown> {
  const chat = await findChatOf(tx, conversation.id);
  const wait = chat === null ? null : await findChatWait(tx, chat.id);
  const typing = (await readPresence(tx)).leases.some((lease) => lease.kind === 'typing' && lease.conversationId === conversation.id);
  return {
    id: conversation.id, isEnded: conversation.life === 'resolved' || conversation.life === 'closed', agent: conversation.agent?.name ?? null,
    chat: chat === null ? 'none' : wait !== null || chat.state === 'queued' || chat.state === 'selecting' ? 'waiting' : 'talking', place: wait?.place ?? null, expectedSeconds: wait?.expectedSeconds ?? null,
    unread: conversation.unreadCount, seenAt: conversation.ourSeenAt, isAgentTyping: typing, canRate: chat === null && await findRatableChat(tx, conversation.id) !== null,
  };
}

export function shownMessage(message: ContactMessage, linkTo: LinkTo): MessageShown {
  return {
    id: message.id, at: message.at, isMine: message.direction === 'incoming', text: message.text, isDeleted: message.isDeleted, isBot: message.isBot, author: message.agent?.name ?? null, clientKey: message.clientKey,
    content: message.content && shownContent(message.content),
    files: message.attachments.map((file) => ({
      id: file.id, name: file.fileName ?? 'file', mediaType: file.sniffedType, byteCount: file.byteCount, url: linkTo(file.id), isPicture: file.sniffedType.startsWith('image/') && mayShowInline(file.sniffedType),
    })),
  };
}

export function shownSite({ name, settings }: Site, { hasHelp }: { hasHelp: boolean }) {
  const { color, side, welcomeTitle, welcomeTagline, awayMessage, greetingEnabled, greetingMessage, replyTime, preChat, features, showsHours, greetings } = settings;
  return {
    name, color, side, welcomeTitle, welcomeTagline, awayMessage, greeting: greetingEnabled && greetingMessage !== '' ? greetingMessage : null, replyTime, showsHours, hasHelp,
    preChat: preChat.isOn ? { message: preChat.message, fields: preChat.fields.map((field) => ({ ...field })) } : null,
    attachments: features.attachments, emoji: features.emoji, endChat: features.endChat, transcript: features.transcript, greetings: greetings.map((each) => ({ ...each })),
  };
}
