import { getContact } from '#core/contacts/index.ts';
import { findConversationCards, getMessage, type ConversationCard, type ListedMessage } from '#core/desk/index.ts';
import { CoreError, type Act } from '#core/kernel/index.ts';
import type { ToldEvent, WebhookFormat } from '#core/webhooks/index.ts';
import type { Tx } from '#http/index.ts';

/** Bodies of our own API: docs/webhooks.md. */
export const nativeWebhookFormat: WebhookFormat = {
  render: async (tx, act, told) => JSON.stringify(await bodyOf(tx, act, told)),
  sample: (_at, act) => JSON.stringify({ topic: 'test', type: 'test', at: act.now, accountId: act.accountId, sequence: null, actor: { kind: act.actor.kind, id: act.actor.id }, change: {}, conversation: null, message: null, contact: null }),
};

async function bodyOf(tx: Tx, act: Act, { topic, type, conversationId, messageId, data, actor, happenedAt, sequence }: ToldEvent) {
  const [card] = conversationId === null ? [] : await findConversationCards(tx, act, [conversationId]);
  const message = card && messageId !== null ? await orNull(getMessage(tx, act, card.conversation.id, messageId)) : null;
  const contactId = topic.startsWith('contact.') ? Number(data['contactId']) : null;
  const contact = contactId === null ? null : await orNull(getContact(tx, act, contactId));
  return {
    topic, type, at: happenedAt, accountId: tx.accountId, sequence, actor, change: data,
    conversation: card ? conversationOf(card) : conversationId === null ? null : { id: conversationId, isGone: true },
    message: message ? messageOf(message) : messageId === null ? null : { id: messageId, isGone: true },
    contact: contact ? { id: contact.id, name: contact.name, points: contact.points.map(({ kind, value }) => ({ kind, value })) } : contactId === null ? null : { id: contactId, isGone: true },
  };
}

function conversationOf({ conversation: one, contact, team, assignee, labels, attributes, channelKind }: ConversationCard) {
  return {
    id: one.id, uuid: one.uuid, channelId: one.channelId, channelKind, subject: one.subject, life: one.life, turn: one.turn, handler: one.handler, live: one.live, priority: one.priority,
    assigneeId: one.assigneeId, assigneeName: assignee?.name ?? null, teamId: one.teamId, teamName: team?.name ?? null, labels, attributes,
    contact: contact && { id: contact.id, name: contact.name, email: contact.email, phone: contact.phone, external: contact.external },
    startedAt: one.startedAt, lastMessageAt: one.lastMessageAt, snoozedUntil: one.snoozedUntil, waitingSince: one.waitingSince, closedAt: one.closedAt,
  };
}

/** Longer texts are cut: whoever wants all of one asks the API. */
const textMax = 100_000;

function messageOf(one: ListedMessage) {
  return {
    id: one.id, direction: one.direction, at: one.at, isDeleted: one.deletedAt !== null, subject: one.subject, text: one.deletedAt === null ? one.text.slice(0, textMax).toWellFormed() : '', isCut: one.text.length > textMax,
    authorName: one.authorName, agentId: one.agentId, botId: one.botId, isAutomatic: one.isAutomatic, mailId: one.mailId, parties: one.parties,
    attachments: one.attachments.map(({ id, fileName, sniffedType, byteCount }) => ({ id, fileName, mediaType: sniffedType, byteCount })), delivery: one.delivery?.state ?? null,
  };
}

async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (error instanceof CoreError && error.code === 'not-found') return null;
    throw error;
  });
}
