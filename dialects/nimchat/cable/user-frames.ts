import { findConversationCards, findMessagesByIds } from '#core/desk/index.ts';
import { contactNames } from '#core/contacts/index.ts';
import type { StoredEvent } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { Audience, CableFrame } from '#realtime/index.ts';
import type { LinkTo } from '../file-links.ts';
import type { AccountName } from '../views/agents.ts';
import { contactViews, renderFlatContact } from '../views/contacts.ts';
import { conversationViews } from '../views/conversations.ts';
import { messageViews } from '../views/messages.ts';

type Data = Readonly<Record<string, unknown>>;

const agents: Audience = { kind: 'users', permission: 'conversations.read' };
const contactReaders: Audience = { kind: 'users', permission: 'contacts.read' };

/** What of a conversation a change is called. Fields that this API does not show are no event. */
const changeNames: Readonly<Record<string, string>> = {
  life: 'conversation.status_changed', handler: 'conversation.status_changed', 'snoozed-until': 'conversation.status_changed', assignee: 'assignee.changed', team: 'team.changed', unread: 'conversation.read',
  priority: 'conversation.updated', subject: 'conversation.updated', attributes: 'conversation.updated', contact: 'conversation.contact_changed',
};

/** What this API keeps for everybody of an account in lists of its own, by the event after which a client reads them anew. */
const lists: Readonly<Record<string, readonly string[]>> = { 'agent.changed': ['agent'], 'team.changed': ['team'], 'channel.created': ['inbox'], 'channel.changed': ['inbox'] };

export interface FrameSurroundings { readonly account: AccountName; readonly linkTo: LinkTo; /** Where a reader reaches us. */ readonly base: string }

/** What agents are told, in the shapes of the deployed product, in the order of the events. Everything is as it is now: of several changes in one batch each shows the last. */
export async function userFrames(tx: Tx, act: Act, events: readonly StoredEvent[], { account, linkTo, base }: FrameSurroundings): Promise<CableFrame[]> {
  const conversationIds = [...new Set(events.flatMap(conversationsOf))];
  const views = new Map((await conversationViews(tx, act, conversationIds, { account, isDeployed: true, linkTo })).map((view) => [view.id, { ...view, account_id: account.id } satisfies Data]));
  const messages = await messagesOf(tx, act, events, linkTo);
  const contacts = await contactsOf(tx, act, events, base);

  const conversation = (event: string, id: number): CableFrame => {
    const view = views.get(id);
    return view ? { event, data: view, audience: agents } : { event: 'conversation.deleted', data: { id, account_id: account.id }, audience: agents };
  };
  const contact = (event: string, id: number): CableFrame => {
    const view = contacts.get(id);
    return view ? { event, data: view, audience: contactReaders, isPersonal: true } : { event: 'contact.deleted', data: { id, account_id: account.id }, audience: contactReaders };
  };
  const message = (event: string, id: number | null): CableFrame[] => {
    const data = id === null ? undefined : messages.get(id);
    if (!data) return [];
    const view = views.get(data.conversation_id);
    return [{
      event, audience: agents,
      data: { ...data, account_id: account.id, inbox_id: view?.inbox_id ?? null, conversation: view && { id: view.id, assignee_id: view.meta.assignee?.['id'] ?? null, unread_count: view.unread_count, last_activity_at: view.last_activity_at, status: view.status } },
    }];
  };

  return events.flatMap((event): CableFrame[] => {
    const { type, conversationId, messageId, data } = event;
    const of = (name: string): CableFrame[] => (conversationId === null ? [] : [conversation(name, conversationId)]);
    switch (type) {
      case 'conversation.opened': return of('conversation.created');
      case 'conversation.changed': return Object.hasOwn(changeNames, String(data['field'])) ? of(changeNames[String(data['field'])]!) : [];
      case 'conversation.labelled': case 'conversation.linked': return of('conversation.updated');
      case 'conversation.seen': return of('conversation.read');
      case 'conversation.merged': return [...of('conversation.updated'), conversation('conversation.updated', Number(data['from']))];
      case 'conversation.unmerged': case 'conversation.split': return [...of('conversation.updated'), conversation(type === 'conversation.split' ? 'conversation.created' : 'conversation.updated', Number(data['into']))];
      case 'message.stored': return [...message('message.created', messageId)];
      case 'message.deleted': case 'message.labelled': case 'message.delivery': case 'message.proved': case 'message.answered': return [...message('message.updated', messageId), ...(type === 'message.deleted' ? of('conversation.updated') : [])];
      case 'contact.created': return [contact('contact.created', Number(data['contactId']))];
      case 'contact.changed': return [contact('contact.updated', Number(data['contactId']))];
      case 'contact.deleted': return [contact('contact.deleted', Number(data['contactId']))];
      case 'contact.merged': return [contact('contact.merged', Number(data['contactId'])), contact('contact.updated', Number(data['from']))];
      case 'contact.unmerged': return [contact('contact.updated', Number(data['contactId'])), contact('contact.updated', Number(data['from']))];
      case 'notification.created': return [{ event: 'notification.created', audience: { kind: 'user', userId: Number(data['userId']) }, data: { account_id: account.id, notification: { id: Number(data['notificationId']) } } }];
      case 'notification.read': return [{ event: 'notification.updated', audience: { kind: 'user', userId: Number(data['userId']) }, data: { account_id: account.id } }];
      default: return Object.hasOwn(lists, type) ? [{ event: 'account.cache_invalidated', audience: agents, data: { account_id: account.id, cache_keys: Object.fromEntries(lists[type]!.map((list) => [list, event.position])) } }] : [];
    }
  });
}

/** Which conversations an event is about. */
function conversationsOf({ conversationId, data, type }: StoredEvent): number[] {
  const other = type === 'conversation.merged' ? data['from'] : type === 'conversation.unmerged' || type === 'conversation.split' ? data['into'] : null;
  return [...(conversationId === null ? [] : [conversationId]), ...(typeof other === 'number' ? [other] : [])];
}

async function messagesOf(tx: Tx, act: Act, events: readonly StoredEvent[], linkTo: LinkTo) {
  const messages = await findMessagesByIds(tx, act, events.flatMap(({ messageId }) => messageId ?? []));
  const cards = new Map((await findConversationCards(tx, act, [...new Set(messages.map(({ conversationId }) => conversationId))])).map((card) => [card.conversation.id, card]));
  const views = await messageViews(tx, act, messages.map((message) => ({ conversationId: message.conversationId, contact: cards.get(message.conversationId)?.contact ?? null, message })), { isDeployed: true, linkTo });
  return new Map(views.map((view) => [view.id, view]));
}

async function contactsOf(tx: Tx, act: Act, events: readonly StoredEvent[], base: string) {
  const ids = [...new Set(events.flatMap(({ type, data }) => (type.startsWith('contact.') ? [data['contactId'], data['from']].filter((id) => typeof id === 'number') : [])))];
  const contacts = await contactNames(tx, ids);
  return new Map((await contactViews(tx, act, contacts, base)).map((view) => [view.id, { ...renderFlatContact(view), account_id: tx.accountId } satisfies Data]));
}
