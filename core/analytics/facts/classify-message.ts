import type { FactMessage } from './conversation-input.ts';
import type { Classification } from './conversation-facts.ts';
import type { MessagePart } from './message-part.ts';

/** What went before a message, as far as its class depends on it. */
export type ClassificationContext = {
  readonly isEarliest: boolean;
  /** The held parent, where it belongs to the same conversation. */
  readonly parent: FactMessage | undefined;
  /** The mail before it in which the same question is at issue (see `precedingWords`). */
  readonly before: MessagePart | undefined;
  readonly listMode: boolean;
};

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * We are one side and the counterpart of a conversation is the other. Among ourselves everybody is a side of their own, and so is everybody
 * outside on a list: one subscriber who answers another is not following up (of 7,000 mails of a real list, 2,900 are such answers).
 */
function isSameSide(a: MessagePart, b: MessagePart, listMode: boolean): boolean {
  if (a.type !== b.type) return false;
  const isOneParty = a.type === 'outbound' || (a.type === 'inbound' && !listMode);
  return isOneParty || same(a.message.sender.address, b.message.sender.address);
}

/**
 * Whether everybody else whom the parent addressed openly is addressed again, and there was somebody. The two who write are nobody
 * else, nor is the channel that we answer for, except a list, which is everybody.
 */
function answersAll(part: MessagePart, parent: FactMessage, listMode: boolean): boolean {
  const { sender, recipients } = part.message;
  const isOurOwn = part.type !== 'inbound' && !listMode;
  const others = parent.recipients.filter(
    ({ address, role, isOurChannel }) =>
      role !== 'bcc' && !same(address, sender.address) && !same(address, parent.sender.address) && !(isOurOwn && isOurChannel),
  );
  return others.length > 0 && others.every((other) => recipients.some(({ address }) => same(address, other.address)));
}

/**
 * The class of a mail, the first that fits: forward (by its subject), first (earliest, and answers nothing), follow-up (same side as the
 * words before it), reply-all, reply. An answer to a message that is not held is a reply.
 */
export function classifyMessage(part: MessagePart, context: ClassificationContext): Classification | null {
  const { message } = part;
  if (part.type === null) return null;
  if (message.isForward) return 'forward';
  if (context.isEarliest && message.parentId === null && !message.refersToUnknown) return 'first';
  if (context.before && isSameSide(part, context.before, context.listMode)) return 'follow-up';
  if (context.parent && answersAll(part, context.parent, context.listMode)) return 'reply-all';
  return 'reply';
}

/**
 * Keeps the words before a message, for telling follow-ups from replies. Forwards and robots never count. An internal mail counts only
 * among internal ones. A bot's message counts for the contact, who is answering it, and not for us: our answer after it is an answer.
 */
export function precedingWords(): { before(part: MessagePart): MessagePart | undefined; add(part: MessagePart): void } {
  let spoken: MessagePart | undefined;
  let exchanged: MessagePart | undefined;
  let facingContact: MessagePart | undefined;
  return {
    before: (part) => (part.type === 'internal' ? spoken : part.type === 'inbound' ? facingContact : exchanged),
    add(part) {
      if (part.isSpoken) spoken = part;
      if (part.isExchange) exchanged = facingContact = part;
      else if (part.excludedBecause === 'bot' && !part.message.isForward) facingContact = part;
    },
  };
}
