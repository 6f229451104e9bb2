import { findContactSources, findVisitor, getChannel } from '#core/channels/index.ts';
import { getContact } from '#core/contacts/index.ts';
import { findContactConversations } from '#core/conversations/index.ts';
import type { ConversationCard } from '#core/desk/index.ts';
import { getMessage } from '#core/desk/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { ToldEvent } from '#core/webhooks/index.ts';
import type { Tx } from '#http/index.ts';
import { priorityName } from '../parse/priority.ts';
import { statusOf } from '../parse/status.ts';
import { contactViews, renderFlatContact } from './contacts.ts';
import { cardOf, conversationViews } from './conversations.ts';
import { channelType } from './inboxes.ts';
import { messageViews } from './messages.ts';
import type { ToldSurroundings } from './told.ts';
import { subscriptionOf } from '../webhook-words.ts';
import { unixSeconds } from '../render/unix-seconds.ts';

type Body = Record<string, unknown>;

/** What happened, as a webhook of this API is told; null: it has no word for it, or there is nothing there any more. */
export async function renderTold(tx: Tx, act: Act, told: ToldEvent, at: ToldSurroundings): Promise<Body | null> {
  const event = subscriptionOf(told.topic);
  if (event === null) return null;
  const body = await bodyOf(tx, act, told, at);
  return body === null ? null : { event, ...body };
}

async function bodyOf(tx: Tx, act: Act, told: ToldEvent, at: ToldSurroundings): Promise<Body | null> {
  if (told.topic === 'widget.opened') return widgetBody(tx, act, told, at);
  if (told.topic === 'contact.created' || told.topic === 'contact.changed') return { ...await contactBody(tx, act, Number(told.data['contactId'])), account: at.account };
  if (told.conversationId === null) return null;
  const card = await cardOf(tx, act, told.conversationId);
  if (told.topic === 'message.stored' || told.topic === 'message.changed') return told.messageId === null ? null : messageBody(tx, act, card, told.messageId, at);
  const conversation = await conversationBody(tx, act, card, at);
  return told.topic === 'conversation.opened' ? conversation : { ...conversation, changed_attributes: changedAttributes(told, card) };
}

async function conversationBody(tx: Tx, act: Act, card: ConversationCard, { account, linkTo }: ToldSurroundings): Promise<Body> {
  const { conversation, contact, channelKind } = card;
  const [view] = await conversationViews(tx, act, [conversation.id], { account, isDeployed: true, linkTo });
  const sources = contact === null ? [] : await findContactSources(tx, act, [contact.id]);
  const source = sources.find(({ channelId }) => channelId === conversation.channelId);
  const sender = contact === null ? null : await contactBody(tx, act, contact.id).catch(() => null);
  return {
    ...view!, uuid: conversation.uuid, channel: channelType(channelKind), can_reply: true, meta: { ...view!.meta, sender: sender ?? view!.meta.sender, team: card.team },
    contact_inbox: contact === null ? null : { contact_id: contact.id, inbox_id: conversation.channelId, source_id: source?.sourceId ?? contact.email },
    snoozed_until: conversation.snoozedUntil === null ? null : unixSeconds(conversation.snoozedUntil), waiting_since: conversation.waitingSince === null ? 0 : unixSeconds(conversation.waitingSince),
  };
}

async function messageBody(tx: Tx, act: Act, card: ConversationCard, messageId: number, at: ToldSurroundings): Promise<Body | null> {
  const { conversation, contact } = card;
  const message = await getMessage(tx, act, conversation.id, messageId);
  if (message.direction === 'act') return null;
  const [view] = await messageViews(tx, act, [{ conversationId: conversation.id, contact, message }], { isDeployed: true, linkTo: at.linkTo });
  const { attachment: _first, ...shown } = view!;
  const channel = await getChannel(tx, act, conversation.channelId);
  return {
    ...shown, message_type: message.direction === 'incoming' ? 'incoming' : 'outgoing', created_at: message.at, source_id: message.mailId,
    sender: { ...view!.sender, account: at.account }, inbox: { id: channel.id, name: channel.name }, account: at.account,
    conversation: await conversationBody(tx, act, card, at), additional_attributes: {},
  };
}

/** Flat, as events have contacts. */
async function contactBody(tx: Tx, act: Act, contactId: number): Promise<Body> {
  const [view] = await contactViews(tx, act, [await getContact(tx, act, contactId)], ''); // addresses of inboxes are left out below
  const { contact_inboxes: _inboxes, ...flat } = renderFlatContact(view!);
  return { ...flat, avatar: view!.details.thumbnail, type: 'contact' };
}

async function widgetBody(tx: Tx, act: Act, { data, happenedAt }: ToldEvent, at: ToldSurroundings): Promise<Body> {
  const channel = typeof data['channelId'] === 'number' ? await getChannel(tx, act, data['channelId']) : null;
  const contactId = typeof data['contactId'] === 'number' ? data['contactId'] : null;
  const source = contactId === null ? undefined : (await findContactSources(tx, act, [contactId])).find(({ channelId }) => channelId === channel?.id);
  const visitor = source === undefined ? null : await findVisitor(tx, act, source);
  const [newest] = source === undefined ? [] : await findContactConversations(tx, source);
  return {
    id: contactId, contact: contactId === null ? null : await contactBody(tx, act, contactId), inbox: channel === null ? null : { id: channel.id, name: channel.name }, account: at.account,
    current_conversation: newest === undefined ? null : await conversationBody(tx, act, await cardOf(tx, act, newest.id), at), source_id: source?.sourceId ?? null,
    event_info: { initiated_at: { timestamp: happenedAt }, referer: visitor?.pageUrl ?? '', widget_language: visitor?.language ?? '', browser_language: visitor?.language ?? '' },
  };
}

/** What changed, under this API's names; of what it has no name for: nothing. */
function changedAttributes({ type, data }: ToldEvent, { conversation }: ConversationCard): Body[] {
  if (type !== 'conversation.changed') return [];
  const { field, from, to } = data;
  const change = (name: string, previous: unknown, current: unknown): Body[] => [{ [name]: { previous_value: previous, current_value: current } }];
  switch (field) {
    case 'life': return change('status', statusOf({ life: from as typeof conversation.life, handler: conversation.handler }), statusOf({ life: to as typeof conversation.life, handler: conversation.handler }));
    case 'handler': return change('status', statusOf({ life: conversation.life, handler: from as typeof conversation.handler }), statusOf({ life: conversation.life, handler: to as typeof conversation.handler }));
    case 'assignee': return change('assignee_id', from ?? null, to ?? null);
    case 'team': return change('team_id', from ?? null, to ?? null);
    case 'priority': return change('priority', priorityName(Number(from)), priorityName(Number(to)));
    default: return [];
  }
}
