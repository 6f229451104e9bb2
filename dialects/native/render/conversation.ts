import type { ConversationBrief, ConversationContext } from '#core/desk/index.ts';
import type { Conversation } from '../schemas/conversation.ts';
import { renderContact } from './contact.ts';
import { renderRow } from './conversation-row.ts';

export function renderConversation(context: ConversationContext): Conversation {
  const { row, contact, attributes, past, linked, mergedFrom, redirectedFrom, hasDraft, position } = context;
  return {
    ...renderRow(row), redirectedFrom, contact: contact && renderContact(contact), attributes: { ...attributes }, past: past.map(renderBrief), linked: linked.map(renderBrief),
    mergedFrom: mergedFrom.map(({ id, canUnmerge }) => ({ id, canUnmerge })), hasDraft, position,
  };
}

function renderBrief({ id, subject, life, startedAt, lastMessageAt, messageCount }: ConversationBrief): Conversation['past'][number] {
  return { id, subject, life: life as Conversation['life'], startedAt, lastMessageAt, messageCount };
}
