import type { ConversationFacts } from './conversation-facts.ts';
import { rawSeconds } from './measure-span.ts';
import type { MessagePart } from './message-part.ts';

export type ContactSuccess = Pick<ConversationFacts, 'hasContactSuccess' | 'contactSuccessTime' | 'contactReplyTime'>;

/** The contact's first message after one of ours: since the first mail, and since our last message before it. Seconds, wall clock. */
export function contactSuccess(parts: readonly MessagePart[]): ContactSuccess {
  const first = parts.find((part) => part.isMail);
  let ours: MessagePart | undefined;
  for (const part of parts) {
    if (!part.isExchange) continue;
    if (part.type === 'outbound') ours = part;
    else if (ours && first) {
      return {
        hasContactSuccess: true,
        contactSuccessTime: rawSeconds(first.message.at, part.message.at),
        contactReplyTime: rawSeconds(ours.message.at, part.message.at),
      };
    }
  }
  return { hasContactSuccess: false, contactSuccessTime: null, contactReplyTime: null };
}
