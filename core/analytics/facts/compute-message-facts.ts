import { businessSeconds } from '#core/calendars/index.ts';
import { classifyMessage, precedingWords } from './classify-message.ts';
import type { ConversationInput } from './conversation-input.ts';
import type { Classification, MessageFacts, Span } from './conversation-facts.ts';
import { measureSpan, rawSeconds, rawSpan } from './measure-span.ts';
import type { MessagePart } from './message-part.ts';
import { isOutlier } from './outliers.ts';
import type { ReplyClock } from './reply-clock.ts';
import { closingMail } from './time-to-close.ts';

const isAnswer = (classification: Classification | null) => classification === 'reply' || classification === 'reply-all';

/** The span since the previous mail. Business hours are ours, so for an incoming mail they do not apply. */
function spanSince(previous: MessagePart, part: MessagePart, input: ConversationInput): Span {
  const [from, to] = [previous.message.at, part.message.at];
  if (part.type === 'inbound') return rawSpan(from, to);
  return measureSpan(input, part.message.channelId, part.message.sender.agentId, from, to);
}

/** What of the span lies in the hours of the SLA in force when it ended; null: there was none. */
function slaSeconds(previous: MessagePart, part: MessagePart, { settings }: ConversationInput): number | null {
  const [from, to] = [previous.message.at, part.message.at];
  const calendar = settings.slaCalendars.findLast(({ validFrom }) => validFrom === null || validFrom <= to)?.value ?? [];
  if (calendar.length === 0) return null;
  return part.type === 'inbound' ? rawSeconds(from, to) : businessSeconds(calendar, from, to).seconds;
}

/** Facts of every message, for parts in conversation order. */
export function computeMessageFacts(parts: readonly MessagePart[], clock: ReplyClock, input: ConversationInput): MessageFacts[] {
  const byId = new Map(parts.map((part) => [part.message.id, part.message]));
  const newest = parts.findLast((part) => part.isMail);
  const closing = closingMail(parts, input.life);
  const words = precedingWords();
  let previous: MessagePart | undefined;
  let touch: MessagePart | undefined;
  let hasAnswer = false;

  return parts.map((part) => {
    const { message, type } = part;
    const parent = message.parentId === null ? undefined : byId.get(message.parentId);
    const before = words.before(part);
    const classification = classifyMessage(part, { isEarliest: !previous, parent, before, listMode: input.listMode });
    const span = previous && type !== null ? spanSince(previous, part, input) : null;
    const answer = clock.answers.get(message.id);
    const agentId = type === null || type === 'inbound' ? null : message.sender.agentId;
    const wait = answer ? measureSpan(input, message.channelId, agentId, answer.waitFromAt, message.at) : null;
    const isInitialReply = clock.firstReply?.answer === part;
    const isOurs = type === 'outbound' && part.excludedBecause === null;
    const isNudge = part.isExchange && type === 'inbound' && classification === 'follow-up' && !hasAnswer;
    const isOver = (metric: 'firstReply' | 'overallReply' | 'forward', applies: boolean) =>
      applies && isOutlier(input.settings, metric, span?.business ?? null, message.at);

    const facts: MessageFacts = {
      messageId: message.id,
      parentMessageId: message.parentId,
      messageType: type,
      classification,
      spanFromMessageId: span ? (previous?.message.id ?? null) : null,
      spanRaw: span?.raw ?? null,
      spanBusiness: span?.business ?? null,
      spanBusinessAgent: span?.businessAgent ?? null,
      spanBusinessSla: span && previous ? slaSeconds(previous, part, input) : null,
      spanVersions: span?.versions ?? [],
      waitFromMessageId: answer?.question.message.id ?? null,
      waitFromAt: answer?.waitFromAt ?? null,
      waitRaw: wait?.raw ?? null,
      waitBusiness: wait?.business ?? null,
      waitBusinessAgent: wait?.businessAgent ?? null,
      waitVersions: wait?.versions ?? [],
      calendarId: span?.calendarId ?? wait?.calendarId ?? null,
      creditedAgentId: agentId,
      isInitialReply,
      isTouch: isOurs,
      touchTime: isOurs && touch ? rawSeconds(touch.message.at, message.at) : null,
      isNudge,
      isNewest: newest === part,
      isClosingEmail: closing === part,
      isIncludedInStats: part.excludedBecause === null,
      excludedBecause: part.excludedBecause,
      replyIsRelevant: isOurs,
      isOutlier: {
        firstReply: isOver('firstReply', isInitialReply),
        overallReply: isOver('overallReply', isOurs && isAnswer(classification)),
        forward: isOver('forward', isOurs && classification === 'forward'),
      },
      flags: parent && message.at < parent.at ? ['before-parent'] : [],
    };
    words.add(part);
    if (part.isMail) previous = part;
    if (isOurs) touch = part;
    if (answer) hasAnswer = true;
    return facts;
  });
}
