import { computeMessageFacts } from './compute-message-facts.ts';
import { contactSuccess } from './contact-success.ts';
import type { ConversationInput } from './conversation-input.ts';
import type { Classification, ConversationFacts, MessageFacts, MessageType } from './conversation-facts.ts';
import { conversationTurn, threadStatus } from './conversation-turn.ts';
import { internalJudge, messagePart } from './message-part.ts';
import { orderMessages } from './order-messages.ts';
import { isOutlier } from './outliers.ts';
import { runReplyClock } from './reply-clock.ts';
import { timeToClose } from './time-to-close.ts';

function countClasses(messages: readonly MessageFacts[]): ConversationFacts['counts'] {
  const none = (): Record<Classification, number> => ({ first: 0, reply: 0, 'reply-all': 0, forward: 0, 'follow-up': 0 });
  const counts: Record<MessageType, Record<Classification, number>> = { inbound: none(), outbound: none(), internal: none() };
  for (const { messageType, classification, isIncludedInStats } of messages) {
    if (isIncludedInStats && messageType && classification) counts[messageType][classification] += 1;
  }
  return counts;
}

/**
 * Derives all reply-time facts of a conversation from its messages, its life and the settings in force: a pure function of the
 * input, whatever order the messages are given in, so that facts recomputed at every arrival end up the same.
 */
export function computeFacts(input: ConversationInput): ConversationFacts {
  const isInternal = internalJudge(input.settings);
  const parts = orderMessages(input.messages).map((message) => messagePart(message, input, isInternal));
  const clock = runReplyClock(parts, input.botStays);
  const messages = computeMessageFacts(parts, clock, input);
  const mails = parts.filter((part) => part.isMail);
  const type = mails[0]?.type ?? null;
  const turn = conversationTurn(parts, input.turnSet);
  const firstMessage = clock.firstReply?.answer.message;
  const firstFacts = messages.find((facts) => facts.isInitialReply);
  const spans = messages
    .filter((facts) => facts.excludedBecause !== 'filtered')
    .map((facts) => facts.spanBusiness)
    .filter((span) => span !== null);

  return {
    conversationId: input.conversationId,
    type,
    status: threadStatus(type, input.life, turn),
    turn,
    startedAt: mails[0]?.message.at ?? null,
    lastReceivedAt: mails.at(-1)?.message.at ?? null,
    firstReplyMessageId: firstMessage?.id ?? null,
    firstReplyAt: firstMessage?.at ?? null,
    firstReplyBy: firstMessage?.sender.address ?? null,
    firstReplyAgentId: firstMessage?.sender.agentId ?? null,
    firstReplyRaw: firstFacts?.waitRaw ?? null,
    firstReplyBusiness: firstFacts?.waitBusiness ?? null,
    firstReplyBusinessAgent: firstFacts?.waitBusinessAgent ?? null,
    firstReplyCalendarId: firstFacts?.calendarId ?? null,
    firstReplyVersions: firstFacts?.waitVersions ?? [],
    firstReplyIsOutlier:
      firstMessage !== undefined && isOutlier(input.settings, 'firstReply', firstFacts?.waitBusiness ?? null, firstMessage.at),
    initAgentReplyTime: firstFacts?.spanBusiness ?? null,
    rawInitAgentReplyTime: firstFacts?.waitRaw ?? null,
    initAgentActionTime: spans[0] ?? null,
    totalAgentReplyTime: spans.length > 0 ? spans.reduce((sum, span) => sum + span, 0) : null,
    touches: messages.filter((facts) => facts.isTouch).length,
    nudges: messages.filter((facts) => facts.isNudge).length,
    ...contactSuccess(parts),
    ...timeToClose(parts, input),
    counts: countClasses(messages),
    messages,
  };
}
