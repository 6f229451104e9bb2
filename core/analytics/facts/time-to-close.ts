import type { ConversationInput } from './conversation-input.ts';
import type { ConversationFacts } from './conversation-facts.ts';
import { isClosed } from './conversation-turn.ts';
import { measureSpan } from './measure-span.ts';
import type { MessagePart } from './message-part.ts';
import { isOutlier } from './outliers.ts';

export type TimeToClose = Pick<
  ConversationFacts,
  | 'timeToCloseRaw'
  | 'timeToCloseBusiness'
  | 'timeToClosingMailRaw'
  | 'timeToClosingMailBusiness'
  | 'closingMessageId'
  | 'closeCalendarId'
  | 'closeVersions'
  | 'closeIsOutlier'
  | 'flags'
>;

const notClosed: TimeToClose = {
  timeToCloseRaw: null,
  timeToCloseBusiness: null,
  timeToClosingMailRaw: null,
  timeToClosingMailBusiness: null,
  closingMessageId: null,
  closeCalendarId: null,
  closeVersions: [],
  closeIsOutlier: { act: false, mail: false },
  flags: [],
};

/** The last mail of a closed conversation; robots only where nobody else wrote. */
export function closingMail(parts: readonly MessagePart[], life: ConversationInput['life']): MessagePart | undefined {
  if (!isClosed(life)) return undefined;
  return parts.findLast((part) => part.isMail && part.excludedBecause === null) ?? parts.findLast((part) => part.isMail);
}

/**
 * From the first mail to the closing act, and to the closing mail, by the calendar of the channel where the conversation began: a
 * close is nobody's answer. An act before the first mail (mail that was brought in later) counts 0 and is flagged.
 */
export function timeToClose(parts: readonly MessagePart[], input: ConversationInput): TimeToClose {
  const first = parts.find((part) => part.isMail);
  const closing = closingMail(parts, input.life);
  const { closedAt } = input.life;
  if (!first || !closing) return notClosed;
  const { at, channelId } = first.message;
  const toMail = measureSpan(input, channelId, null, at, closing.message.at);
  const toAct = closedAt === null ? null : measureSpan(input, channelId, null, at, closedAt);
  const endedAt = closedAt ?? closing.message.at;
  return {
    timeToCloseRaw: toAct?.raw ?? null,
    timeToCloseBusiness: toAct?.business ?? null,
    timeToClosingMailRaw: toMail.raw,
    timeToClosingMailBusiness: toMail.business,
    closingMessageId: closing.message.id,
    closeCalendarId: toMail.calendarId,
    closeVersions: [...new Set([...toMail.versions, ...(toAct?.versions ?? [])])].toSorted((a, b) => a - b),
    closeIsOutlier: {
      act: isOutlier(input.settings, 'timeToClose', toAct?.business ?? null, endedAt),
      mail: isOutlier(input.settings, 'timeToClose', toMail.business, endedAt),
    },
    flags: closedAt !== null && closedAt < at ? ['closed-before-start'] : [],
  };
}
