import { afterBots } from './after-bots.ts';
import type { BotStay } from './conversation-input.ts';
import type { MessagePart } from './message-part.ts';

/** An answer and what it ends: the wait since the first unanswered incoming message. */
export type Answer = {
  readonly answer: MessagePart;
  readonly question: MessagePart;
  /** Epoch ms from which the wait counts: the question, or the last hand-over by a bot since; never after the answer. */
  readonly waitFromAt: number;
};

export type ReplyClock = {
  /** By message id of the answer. */
  readonly answers: ReadonlyMap<number, Answer>;
  /** The first answer of a conversation that began with an incoming message. */
  readonly firstReply: Answer | undefined;
};

/**
 * Runs the reply clock over parts in conversation order. It starts at the first unanswered incoming message and stops at the first answer by
 * a person; only exchanges move it. Time in which a bot had the conversation is not counted (`afterBots`).
 */
export function runReplyClock(parts: readonly MessagePart[], botStays: readonly BotStay[]): ReplyClock {
  const answers = new Map<number, Answer>();
  let question: MessagePart | undefined;
  for (const part of parts) {
    if (!part.isExchange) continue;
    if (part.type === 'inbound') {
      question ??= part;
    } else if (question) {
      answers.set(part.message.id, { answer: part, question, waitFromAt: afterBots(botStays, question.message.at, part.message.at) });
      question = undefined;
    }
  }
  const beganIncoming = parts.find((part) => part.isMail)?.type === 'inbound';
  return { answers, firstReply: beganIncoming ? answers.values().next().value : undefined };
}
