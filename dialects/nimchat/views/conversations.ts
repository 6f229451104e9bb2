import { findConversationCards, findMessages, getConversationWithTimeline, type ConversationCard } from '#core/desk/index.ts';
import { notFound, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { LinkTo } from '../file-links.ts';
import { loadKept } from '../kept.ts';
import { priorityName } from '../parse/priority.ts';
import { statusOf } from '../parse/status.ts';
import { unixSeconds } from '../render/unix-seconds.ts';
import { renderUser, type AccountName } from './agents.ts';
import { channelType } from './inboxes.ts';
import { messageViews } from './messages.ts';

export interface ConversationShape { readonly account: AccountName; readonly isDeployed: boolean; readonly linkTo: LinkTo }

/** Conversations in the order given, each with its newest message, or with the newest `messagesOf` (for one). */
export async function conversationViews(tx: Tx, act: Act, ids: readonly number[], { account, isDeployed, linkTo }: ConversationShape, { messagesOf = 0 }: { messagesOf?: number } = {}) {
  const cards = await findConversationCards(tx, act, ids);
  const [kept, keptContacts] = [await loadKept(tx, 'conversation', ids), await loadKept(tx, 'contact', cards.flatMap(({ contact }) => contact?.id ?? []))];
  const entries = messagesOf > 0 && cards[0]
    ? (await findMessages(tx, seesAll(act), cards[0].conversation.id, { limit: messagesOf })).map((message) => ({ conversationId: cards[0]!.conversation.id, contact: cards[0]!.contact, message }))
    : cards.flatMap(({ conversation, contact, lastMessage }) => (lastMessage ? [{ conversationId: conversation.id, contact, message: lastMessage }] : []));
  const messages = await messageViews(tx, act, entries, { isDeployed, linkTo });
  return cards.map((card) => {
    const own = kept.get(card.conversation.id) ?? {};
    const time = (instant: string): string | number => (isDeployed ? unixSeconds(instant) : String(unixSeconds(instant)));
    const never = isDeployed ? 0 : '0';
    return {
      id: card.conversation.id,
      messages: messages.filter((message) => message.conversation_id === card.conversation.id),
      account_id: account.id,
      inbox_id: card.conversation.channelId,
      status: statusOf(card.conversation),
      timestamp: time(card.conversation.lastMessageAt),
      // What a contact has seen is not kept yet.
      contact_last_seen_at: never,
      agent_last_seen_at: card.readAt === null ? never : time(card.readAt),
      unread_count: card.unreadCount,
      additional_attributes: { ...(card.conversation.subject === '' ? {} : { mail_subject: card.conversation.subject }), ...own.additionalAttributes },
      custom_attributes: { ...own.customAttributes, ...card.attributes },
      meta: {
        sender: senderOf(card, (card.contact && keptContacts.get(card.contact.id)?.avatarUrl) ?? ''),
        assignee: card.assignee && renderUser(card.assignee, account),
      },
      ...(isDeployed ? {
        labels: [...card.labels], priority: priorityName(card.conversation.priority), created_at: unixSeconds(card.createdAt), last_activity_at: unixSeconds(card.conversation.lastMessageAt),
      } : {}),
    };
  });
}

function senderOf({ contact, channelKind }: ConversationCard, thumbnail: string) {
  return { id: contact?.id ?? null, name: contact?.name ?? '', thumbnail, channel: channelType(channelKind) };
}

/** One card, by its id or one that was merged into it. Unknown, deleted and another account's answer alike. */
export async function cardOf(tx: Tx, act: Act, id: number): Promise<ConversationCard> {
  const { conversation } = await getConversationWithTimeline(tx, act, id, { limit: 1 });
  const [card] = await findConversationCards(tx, act, [conversation.id]);
  if (!card) throw notFound('conversation');
  return card;
}
