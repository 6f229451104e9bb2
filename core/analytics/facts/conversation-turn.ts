import type { ConversationInput, Turn } from './conversation-input.ts';
import type { MessageType, ThreadStatus } from './conversation-facts.ts';
import type { MessagePart } from './message-part.ts';

/**
 * Whose turn it is: the contact's after our message, ours after theirs (new, as long as we never wrote), nobody's where nothing
 * was exchanged. A turn that an act set holds until the next exchange.
 */
export function conversationTurn(parts: readonly MessagePart[], turnSet: ConversationInput['turnSet']): Turn {
  const exchanges = parts.filter((part) => part.isExchange);
  const last = exchanges.at(-1);
  if (turnSet && (!last || last.message.at <= turnSet.at)) return turnSet.turn;
  if (!last) return 'none';
  if (last.type === 'outbound') return 'customer';
  return exchanges.some((part) => part.type === 'outbound') ? 'agent' : 'new';
}

/** Whether the life of the conversation says it is over. */
export function isClosed(life: ConversationInput['life']): boolean {
  return life.state === 'resolved' || life.state === 'closed';
}

/** One word for where a conversation stands. Where it is nobody's turn, whoever did not begin is waited for. */
export function threadStatus(type: MessageType | null, life: ConversationInput['life'], turn: Turn): ThreadStatus {
  if (type === 'internal') return 'internal';
  if (isClosed(life)) return 'closed';
  if (turn === 'none') return type === 'outbound' ? 'await-customer' : 'await-agent';
  return turn === 'customer' ? 'await-customer' : 'await-agent';
}
