import type { MessagePart } from './message-part.ts';

/** An answer and what it ends: the wait since the first unanswered incoming message. */
export type Answer = {
  readonly answer: MessagePart;
  readonly question: MessagePart;
  /** Epoch ms from which the wait counts: the question, or the later hand-over by a bot; never after the answer. */
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
 * a person; only exchanges move it. Where a bot handled first, it starts no earlier than the hand-over (epoch ms).
 */
export function runReplyClock(parts: readonly MessagePart[], handedOverAt: number | null): ReplyClock {
  const answers = new Map<number, Answer>();
  let question: MessagePart | undefined;
  for (const part of parts) {
    if (!part.isExchange) continue;
    if (part.type === 'inbound') {
      question ??= part;
    } else if (question) {
      // Handed over after this answer: it says nothing of it.
      const handedOver = handedOverAt !== null && handedOverAt <= part.message.at ? handedOverAt : question.message.at;
      answers.set(part.message.id, { answer: part, question, waitFromAt: Math.max(question.message.at, handedOver) });
      question = undefined;
    }
  }
  const beganIncoming = parts.find((part) => part.isMail)?.type === 'inbound';
  return { answers, firstReply: beganIncoming ? answers.values().next().value : undefined };
}
