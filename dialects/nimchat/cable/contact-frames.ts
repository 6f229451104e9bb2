import { findContactSource, type ContactSource } from '#core/channels/index.ts';
import {
  eventForContact, findContactMessages, findSourcesOf, getContactConversation, getContactMessage, type ContactConversation, type ContactNews, type ConversationOfSource, type FromOutside,
} from '#core/conversations/index.ts';
import type { StoredEvent } from '#core/events/index.ts';
import { CoreError, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { CableEventName, NamedFrame } from './cable-events.ts';
import type { LinkTo } from '../file-links.ts';
import { statusOf } from '../parse/status.ts';
import { unixSeconds } from '../render/unix-seconds.ts';
import { publicMessages } from '../views/public.ts';

type Data = Readonly<Record<string, unknown>>;

/** What the contacts of these conversations are told: what they could read by the public client API and nothing else. In the order of the events. */
export async function contactFrames(tx: Tx, act: Act, events: readonly StoredEvent[], linkTo: LinkTo): Promise<NamedFrame[]> {
  const news = events.flatMap((event) => {
    const kind = event.type === 'conversation.opened' ? 'conversation' : eventForContact(event);
    return kind === null || kind === 'queue' || event.conversationId === null ? [] : [{ event, kind, conversationId: event.conversationId }];
  });
  const sources = new Map((await findSourcesOf(tx, news.map(({ conversationId }) => conversationId))).map((each) => [each.conversationId, each]));
  const frames: NamedFrame[] = [];
  for (const { event, kind, conversationId } of news) {
    const source = sources.get(conversationId);
    if (source) frames.push(...await framesOf(tx, act, event, kind, source, linkTo).catch(noneWhereGone));
  }
  return frames;
}

async function framesOf(tx: Tx, act: Act, event: StoredEvent, kind: Exclude<ContactNews, 'queue'>, from: ConversationOfSource, linkTo: LinkTo): Promise<NamedFrame[]> {
  const source = await findContactSource(tx, seesAll(act), from.channelId, from.sourceId);
  if (!source) return [];
  const audience = { kind: 'contact', channelId: from.channelId, sourceId: from.sourceId } as const;
  if ((kind === 'message' || kind === 'deleted') && event.messageId !== null) {
    const data = await messageData(tx, act, source, from.conversationId, event.messageId, linkTo);
    return [{ event: event.type === 'message.stored' ? 'message.created' : 'message.updated', data, audience }];
  }
  const conversation = await getContactConversation(tx, from, from.conversationId);
  const data = await conversationData(tx, act, source, conversation, linkTo);
  const { field } = event.data;
  const name: CableEventName = event.type === 'conversation.opened' ? 'conversation.created' : kind === 'seen' ? 'conversation.read' : field === 'life' || field === 'handler' ? 'conversation.status_changed' : field === 'assignee' ? 'assignee.changed' : 'conversation.updated';
  return [{ event: name, data, audience }];
}

async function messageData(tx: Tx, act: Act, source: ContactSource, conversationId: number, messageId: number, linkTo: LinkTo): Promise<Data> {
  const message = await getContactMessage(tx, source, conversationId, messageId);
  const [rendered] = await publicMessages(tx, act, source, { id: conversationId }, [message], linkTo);
  return { ...deployed(rendered!, source, tx.accountId), ...(message.clientKey === null ? {} : { echo_id: message.clientKey }) };
}

/** As the deployed product pushes it: numbers for ids and times. */
function deployed(message: Awaited<ReturnType<typeof publicMessages>>[number], { channelId }: FromOutside, accountId: number): Data {
  const { id, created_at: at, conversation_id: conversationId, content_attributes: attributes, message_type: type, ...rest } = message;
  return {
    ...rest, id: Number(id), account_id: accountId, inbox_id: channelId, conversation_id: Number(conversationId), created_at: Number(at), private: false,
    message_type: type === 'incoming' ? 0 : 1, content_attributes: JSON.parse(attributes) as unknown,
  };
}

export async function conversationData(tx: Tx, act: Act, source: ContactSource, conversation: ContactConversation, linkTo: LinkTo): Promise<Data> {
  const messages = await publicMessages(tx, act, source, conversation, await findContactMessages(tx, source, conversation.id, { limit: 1 }), linkTo);
  const time = (instant: string | null): number => (instant === null ? 0 : unixSeconds(instant));
  return {
    id: conversation.id, account_id: tx.accountId, inbox_id: conversation.channelId, status: statusOf(conversation), unread_count: conversation.unreadCount,
    contact_last_seen_at: time(conversation.contactSeenAt), agent_last_seen_at: time(conversation.ourSeenAt), last_activity_at: time(conversation.lastMessageAt), created_at: time(conversation.createdAt),
    meta: { assignee: conversation.agent && { id: conversation.agent.id, name: conversation.agent.name, thumbnail: '', type: 'user' } },
    messages: messages.map((message) => deployed(message, source, tx.accountId)),
  };
}

/** It is not there any more, or not his: the next event says so. */
function noneWhereGone(error: unknown): NamedFrame[] {
  if (error instanceof CoreError && error.code === 'not-found') return [];
  throw error;
}
