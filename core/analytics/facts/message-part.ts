import { inForceAt } from '#core/calendars/index.ts';
import type { ConversationInput, FactMessage, FactParty, FactSettings } from './conversation-input.ts';
import type { Exclusion, MessageType } from './conversation-facts.ts';

/** What part a message plays in its conversation. */
export type MessagePart = {
  readonly message: FactMessage;
  /** Null for notes and acts. */
  readonly type: MessageType | null;
  readonly excludedBecause: Exclusion | null;
  /** A mail that is part of the conversation's timeline: any but a filtered one. */
  readonly isMail: boolean;
  /** A person's own words: no forward, robot, bot or filtered mail. */
  readonly isSpoken: boolean;
  /** Spoken between us and the outside: it starts or stops the reply clock and changes the turn. */
  readonly isExchange: boolean;
};

type IsInternal = (party: FactParty, atMs: number) => boolean;

/** Judges parties whose side the caller left open by the internal domains in force at an instant. */
export function internalJudge(settings: FactSettings): IsInternal {
  const sets = new Map(settings.internalDomains.map((version) => [version, new Set(version.value)]));
  return (party, atMs) => {
    if (party.isInternal !== null) return party.isInternal;
    const version = inForceAt(settings.internalDomains, atMs);
    return version !== undefined && (sets.get(version)?.has(party.domain.toLowerCase()) ?? false);
  };
}

/**
 * Who wrote to whom. For mail the sender decides: whoever is one of us writes for us, even where the mail came in by a channel. It is
 * internal where nobody outside is addressed; on a list somebody outside always is. For other kinds the direction decides.
 */
function typeOf(message: FactMessage, input: ConversationInput, isInternal: IsInternal): MessageType | null {
  const { direction, sender, recipients, at } = message;
  if (direction === 'note' || direction === 'act') return null;
  if (input.kind !== 'mail') return direction === 'incoming' ? 'inbound' : 'outbound';
  if (direction === 'incoming' && sender.agentId === null && !isInternal(sender, at)) return 'inbound';
  if (input.listMode || recipients.some((recipient) => !recipient.isOurChannel && !isInternal(recipient, at))) return 'outbound';
  return recipients.length === 0 && direction === 'outgoing' ? 'outbound' : 'internal';
}

function exclusionOf(message: FactMessage, type: MessageType | null): Exclusion | null {
  if (type === null) return 'not-a-mail';
  if (message.isFiltered) return 'filtered';
  if (message.isAutomatic) return 'automatic';
  return message.isBot ? 'bot' : null;
}

/** Derives the part of a message. Depends on nothing but the message and the settings in force at its time. */
export function messagePart(message: FactMessage, input: ConversationInput, isInternal: IsInternal): MessagePart {
  const type = typeOf(message, input, isInternal);
  const excludedBecause = exclusionOf(message, type);
  const isSpoken = excludedBecause === null && !message.isForward;
  return {
    message,
    type,
    excludedBecause,
    isMail: type !== null && !message.isFiltered,
    isSpoken,
    isExchange: isSpoken && type !== 'internal',
  };
}
