import { findConversationCards, findConversations, findMessagesByIds } from '#core/desk/index.ts';
import { contactNames } from '#core/contacts/index.ts';
import type { StoredEvent } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { Audience } from '#realtime/index.ts';
import type { LinkTo } from '../file-links.ts';
import type { AccountName } from '../views/agents.ts';
import { contactViews, renderFlatContact } from '../views/contacts.ts';
import { conversationViews } from '../views/conversations.ts';
import { messageViews } from '../views/messages.ts';
import type { CableEventName, NamedFrame } from './cable-events.ts';

type Data = Readonly<Record<string, unknown>>;

const agents: Audience = { kind: 'users', permission: 'conversations.read' };
const contactReaders: Audience = { kind: 'users', permission: 'contacts.read' };

/** Conversations of one contact that are told of when he becomes another. */
const movedMax = 100;

/** What of a conversation a change is called. Fields that this API does not show are no event. */
const changeNames: ReadonlyMap<string, CableEventName> = new Map<string, CableEventName>(Object.entries({
  life: 'conversation.status_changed', handler: 'conversation.status_changed', assignee: 'assignee.changed', team: 'team.changed', unread: 'conversation.read',
  priority: 'conversation.updated', subject: 'conversation.updated', attributes: 'conversation.updated', contact: 'conversation.contact_changed',
} as const));

export interface FrameSurroundings { readonly account: AccountName; readonly linkTo: LinkTo; /** Where a reader reaches us. */ readonly base: string }

/** What agents are told, in the shapes of the deployed product, in the order of the events. Everything is as it is now: of several changes in one batch each shows the last. */
export async function userFrames(tx: Tx, act: Act, events: readonly StoredEvent[], { account, linkTo, base }: FrameSurroundings): Promise<NamedFrame[]> {
  const moved = await conversationsOfContacts(tx, act, events);
  const conversationIds = [...new Set([...events.flatMap(conversationsOf), ...[...moved.values()].flat()])];
  const views = new Map((await conversationViews(tx, act, conversationIds, { account, isDeployed: true, linkTo })).map((view) => [view.id, { ...view, account_id: account.id } satisfies Data]));
  const messages = await messagesOf(tx, act, events, linkTo);
  // A contact may have got a new name in the channel where his conversation began.
  const senderOf = (conversationId: number | null): number | null => (conversationId === null ? null : views.get(conversationId)?.meta.sender.id ?? null);
  const beginners = events.flatMap(({ type, conversationId }) => (type === 'conversation.opened' ? senderOf(conversationId) ?? [] : []));
  const contacts = await contactsOf(tx, act, events, base, beginners);

  const conversation = (event: CableEventName, id: number): NamedFrame => {
    const view = views.get(id);
    return view ? { event, data: view, audience: agents } : { event: 'conversation.deleted', data: { id, account_id: account.id }, audience: agents };
  };
  const contact = (event: CableEventName, id: number): NamedFrame => {
    const view = contacts.get(id);
    return view ? { event, data: view, audience: contactReaders, isPersonal: true } : { event: 'contact.deleted', data: { id, account_id: account.id }, audience: contactReaders };
  };
  const message = (event: CableEventName, id: number | null): NamedFrame[] => {
    const data = id === null ? undefined : messages.get(id);
    if (!data) return [];
    const view = views.get(data.conversation_id);
    return [{
      event, audience: agents,
      data: { ...data, account_id: account.id, inbox_id: view?.inbox_id ?? null, conversation: view && { id: view.id, assignee_id: view.meta.assignee?.['id'] ?? null, unread_count: view.unread_count, last_activity_at: view.last_activity_at, agent_last_seen_at: view.agent_last_seen_at, status: view.status } },
    }];
  };

  const of = (name: CableEventName) => ({ conversationId }: StoredEvent): NamedFrame[] => (conversationId === null ? [] : [conversation(name, conversationId)]);
  const toPerson = (name: CableEventName, { data }: StoredEvent, more: Data): NamedFrame => ({ event: name, audience: { kind: 'user', userId: Number(data['userId']) }, data: { account_id: account.id, ...more } });
  const updated = ({ messageId }: StoredEvent): NamedFrame[] => message('message.updated', messageId);
  const withConversation = (event: StoredEvent): NamedFrame[] => [...updated(event), ...of('conversation.updated')(event)];
  const movedBy = ({ position }: StoredEvent): NamedFrame[] => (moved.get(position) ?? []).map((id) => conversation('conversation.contact_changed', id));
  /** What each type of event is to this API; of the others it has no word. */
  const words: { readonly [Type in StoredEvent['type']]?: (event: StoredEvent) => NamedFrame[] } = {
    'conversation.opened': (event) => {
      const sender = senderOf(event.conversationId);
      return [...of('conversation.created')(event), ...(sender !== null && contacts.has(sender) ? [contact('contact.updated', sender)] : [])];
    },
    'conversation.changed': (event) => { const name = changeNames.get(String(event.data['field'])); return name === undefined ? [] : of(name)(event); },
    'conversation.labelled': of('conversation.updated'),
    'conversation.linked': of('conversation.updated'),
    'conversation.seen': of('conversation.read'),
    'conversation.merged': (event) => [...of('conversation.updated')(event), conversation('conversation.updated', Number(event.data['from']))],
    'conversation.unmerged': (event) => [...of('conversation.updated')(event), conversation('conversation.updated', Number(event.data['into']))],
    'conversation.split': (event) => [...of('conversation.updated')(event), conversation('conversation.created', Number(event.data['into']))],
    'message.stored': ({ messageId }) => message('message.created', messageId),
    // What a conversation shows of its newest message may be another one now.
    'message.deleted': withConversation, 'message.erased': withConversation, 'message.copied': withConversation, 'message.unproved': withConversation,
    'message.labelled': updated, 'message.delivery': updated, 'message.proved': updated, 'message.answered': updated,
    'contact.created': ({ data }) => [contact('contact.created', Number(data['contactId']))],
    'contact.changed': ({ data }) => [contact('contact.updated', Number(data['contactId']))],
    'contact.deleted': ({ data }) => [contact('contact.deleted', Number(data['contactId']))],
    'contact.merged': (event) => [contact('contact.merged', Number(event.data['contactId'])), contact('contact.updated', Number(event.data['from'])), ...movedBy(event)],
    'contact.unmerged': (event) => [contact('contact.updated', Number(event.data['contactId'])), contact('contact.updated', Number(event.data['from'])), ...movedBy(event)],
    'notification.created': (event) => [toPerson('notification.created', event, { notification: { id: Number(event.data['notificationId']) } })],
    'notification.read': (event) => [toPerson('notification.updated', event, {})],
    'label.renamed': anew('label'), 'agent.changed': anew('agent'), 'team.changed': anew('team'), 'channel.created': anew('inbox'), 'channel.changed': anew('inbox'),
  };
  /** Lists that a client keeps and reads anew. */
  function anew(list: string) {
    return ({ position }: StoredEvent): NamedFrame[] => [{ event: 'account.cache_invalidated', audience: agents, data: { account_id: account.id, cache_keys: { [list]: position } } }];
  }
  return events.flatMap((event) => (Object.hasOwn(words, event.type) ? words[event.type]!(event) : []));
}

/** Which conversations an event is about. */
function conversationsOf({ conversationId, data, type }: StoredEvent): number[] {
  const other = type === 'conversation.merged' ? data['from'] : type === 'conversation.unmerged' || type === 'conversation.split' ? data['into'] : null;
  return [...(conversationId === null ? [] : [conversationId]), ...(typeof other === 'number' ? [other] : [])];
}

/** Of a merge of contacts, or its undoing: the newest conversations that are with one of the two now, by the event's position. */
async function conversationsOfContacts(tx: Tx, act: Act, events: readonly StoredEvent[]): Promise<Map<number, number[]>> {
  const found = new Map<number, number[]>();
  for (const { type, data, position } of events) {
    if (type !== 'contact.merged' && type !== 'contact.unmerged') continue;
    const ids: number[] = [];
    for (const contactId of [data['contactId'], data['from']]) ids.push(...(await findConversations(tx, act, { contactId: Number(contactId) }, { limit: movedMax })).rows.map(({ id }) => id));
    found.set(position, ids);
  }
  return found;
}

async function messagesOf(tx: Tx, act: Act, events: readonly StoredEvent[], linkTo: LinkTo) {
  const messages = await findMessagesByIds(tx, act, events.flatMap(({ messageId }) => messageId ?? []));
  const cards = new Map((await findConversationCards(tx, act, [...new Set(messages.map(({ conversationId }) => conversationId))])).map((card) => [card.conversation.id, card]));
  const views = await messageViews(tx, act, messages.map((message) => ({ conversationId: message.conversationId, contact: cards.get(message.conversationId)?.contact ?? null, message })), { isDeployed: true, linkTo });
  return new Map(views.map((view) => [view.id, view]));
}

async function contactsOf(tx: Tx, act: Act, events: readonly StoredEvent[], base: string, more: readonly number[]) {
  const ids = [...new Set([...more, ...events.flatMap(({ type, data }) => (type.startsWith('contact.') ? [data['contactId'], data['from']].filter((id) => typeof id === 'number') : []))])];
  const contacts = await contactNames(tx, ids);
  return new Map((await contactViews(tx, act, contacts, base)).map((view) => [view.id, { ...renderFlatContact(view), account_id: tx.accountId } satisfies Data]));
}
