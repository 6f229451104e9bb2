import type { Consumer, StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { notify, type Notice } from './notify.ts';
import { loadConcerned, type Concerned } from './concerned.ts';

/** Reactor: what happened is told to whom it concerns, unless they did it themselves or want to hear nothing of it. */
export const notificationsConsumer: Consumer = { name: 'notifications', kind: 'reactor', batchMax: 500, apply };

async function apply(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
  const telling = events.filter((event) => event.conversationId !== null && mayTell(event));
  if (telling.length === 0) return;
  const concerned = await loadConcerned(tx, telling);
  for (const event of telling) {
    for (const { userIds, ...notice } of noticesOf(event, concerned)) {
      await notify(tx, systemAct(tx.accountId, event.happenedAt, 'notifications'), userIds, notice);
    }
  }
}

/** A glance at the event alone: most tell nobody anything. */
function mayTell({ type, data, actorKind }: StoredEvent): boolean {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- whatever is not named here tells nobody, also what there will be
  switch (type) {
    case 'conversation.changed': return (data['field'] === 'assignee' && typeof data['to'] === 'number') || (data['field'] === 'handler' && data['to'] === 'person' && actorKind !== 'user');
    case 'conversation.opened': return true;
    case 'message.stored': return data['direction'] === 'incoming';
    case 'message.delivery': return data['state'] === 'failed' || data['state'] === 'bounced';
    case 'offer.changed': return data['state'] === 'open';
    default: return false;
  }
}

function noticesOf(event: StoredEvent, { userOfAgent, conversations, authors, chats }: Concerned): (Notice & { readonly userIds: readonly number[] })[] {
  const { type, data, messageId, actorKind, actorId, happenedAt: at } = event;
  const conversation = conversations.get(event.conversationId!);
  if (!conversation) return [];
  const byUserId = actorKind === 'user' ? actorId : null;
  const users = (...agentIds: readonly (number | null)[]): number[] => agentIds.flatMap((id) => userOfAgent.get(id ?? -1) ?? []);
  const told = (kind: Notice['kind'], userIds: readonly number[], more: Partial<Notice> = {}) => [{ kind, userIds, conversationId: conversation.id, messageId: null, byUserId, at, ...more }];
  /** Nobody's yet: it began, or a bot has handed it over. */
  const newcomer = () => (conversation.handler === 'bot' || conversation.life === 'spam' || !conversation.hasIncoming ? [] : told(conversation.isChatWithoutQueue ? 'new-chat' : 'new-conversation', users(...conversation.memberIds)));
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- whatever is not named here tells nobody, also what there will be
  switch (type) {
    case 'conversation.changed': return data['field'] === 'assignee' ? told('assigned', users(data['to'] as number)) : newcomer();
    case 'conversation.opened': return newcomer();
    case 'message.stored': return conversation.firstMessageId === messageId || conversation.life === 'spam' ? [] : told('reply', users(conversation.assigneeId), { messageId });
    case 'message.delivery': {
      const author = authors.get(messageId ?? -1) ?? null;
      // Whoever wrote it is told, though it is "his" event; where nobody of ours did, whose conversation it is.
      return told('send-failed', author === null ? users(conversation.assigneeId) : [author], { messageId, byUserId: null });
    }
    case 'offer.changed': return chats.has(data['interactionId'] as number) ? told('new-chat', users(data['agentId'] as number), { byUserId: null }) : [];
    default: return [];
  }
}
