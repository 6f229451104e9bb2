import { afterBots } from './after-bots.ts';
import type { ConversationInput, LineStay, Turn } from './conversation-input.ts';
import type { Span } from './conversation-facts.ts';
import { measureIn, measureSpan } from './measure-span.ts';
import { internalJudge, messagePart, type MessagePart } from './message-part.ts';
import { orderMessages } from './order-messages.ts';

/** By what somebody asked or answered. */
export type ClockBy = { readonly by: 'message'; readonly messageId: number } | { readonly by: 'call' | 'chat'; readonly interactionId: number };

/** A question and its answer by a person. Durations in whole seconds, instants in epoch ms. */
export type ClockWait = Span & {
  readonly asked: ClockBy;
  /** The question, or the last hand-over by a bot since; never after the answer. */
  readonly askedAt: number;
  readonly answered: ClockBy;
  readonly answeredAt: number;
  readonly agentId: number | null;
  /** The first answer of a conversation that began with a question of the customer's. */
  readonly isFirst: boolean;
};

/** The reply clock of a conversation over everything it consists of: messages, calls and chats. */
export type ConversationClock = {
  /** Who began; null: nobody has asked or answered. */
  readonly began: 'incoming' | 'outgoing' | null;
  readonly turn: Turn;
  /** The first question that nobody has answered. */
  readonly waitingSince: number | null;
  readonly waits: readonly ClockWait[];
};

/** `rank`: at one instant a call asks first, then messages in their order, then somebody takes the call. */
interface Said { readonly at: number; readonly rank: number; readonly type: 'asks' | 'answers'; readonly of: ClockBy; readonly part: MessagePart | null; readonly stay: LineStay | null }
type Moment = Said | { readonly at: number; readonly rank: number; readonly type: 'over' };

/**
 * Runs the clock: it starts at the first unanswered question and stops at the first answer by a person. A question is a message of the customer's (unless a bot has him at that moment), his
 * entry into a queue, a bot's hand-over, a voicemail; an answer is a message that a person wrote, and the beginning of a talk with a person. When a talked-through call or chat ends, nothing is
 * open. Robots, bots, notes, forwards and internal mail move nothing. Pure, whatever order messages and stays are given in.
 */
export function computeClock(input: ConversationInput): ConversationClock {
  const isInternal = internalJudge(input.settings);
  const parts = orderMessages(input.messages).map((message) => messagePart(message, input, isInternal));
  const moments = momentsOf(parts, input.line);
  const waits: ClockWait[] = [];
  const began = beginning(parts, input.line);
  let question: Said | undefined;
  let onLine: Said | undefined; // the first question by a call or chat: no bot of the channel puts it off
  for (const moment of moments) {
    if (moment.type === 'asks') {
      question ??= moment;
      if (moment.part === null) onLine ??= moment;
      continue;
    }
    if (moment.type === 'answers' && question) waits.push(waitOf(input, question, moment, began === 'incoming' && waits.length === 0));
    question = onLine = undefined;
  }
  return { began, turn: turnOf(input, moments), waitingSince: waitingSince(input, question, onLine) ?? openSince(input.line, moments), waits };
}

function momentsOf(parts: readonly MessagePart[], line: readonly LineStay[]): Moment[] {
  const stays = line.toSorted((a, b) => a.at - b.at || a.interactionId - b.interactionId || a.spanId - b.spanId);
  const bots = stays.filter((stay) => stay.what === 'bot');
  const isWithBot = (at: number): boolean => bots.some((bot) => bot.at <= at && (bot.until === null || at < bot.until));
  const moments: Moment[] = [];
  for (const stay of stays) {
    if (stay.what === 'bot') continue;
    if (stay.what === 'over') moments.push({ type: 'over', at: stay.at, rank: 3 });
    else moments.push({ type: stay.what === 'asks' ? 'asks' : 'answers', at: stay.at, rank: stay.what === 'asks' ? 0 : 2, of: { by: stay.kind, interactionId: stay.interactionId }, part: null, stay });
  }
  for (const part of parts) {
    if (!part.isExchange || (part.type === 'inbound' && isWithBot(part.message.at))) continue;
    moments.push({ type: part.type === 'inbound' ? 'asks' : 'answers', at: part.message.at, rank: 1, of: { by: 'message', messageId: part.message.id }, part, stay: null });
  }
  return moments.toSorted((a, b) => a.at - b.at || a.rank - b.rank);
}

/** By the earliest of everything, what a bot or a robot wrote included, as for mail; a call that a person of ours made began with us. */
function beginning(parts: readonly MessagePart[], line: readonly LineStay[]): ConversationClock['began'] {
  const mail = parts.find((part) => part.isMail);
  const first = line.filter((stay) => stay.what === 'asks' || stay.what === 'talks').toSorted((a, b) => a.at - b.at || (a.what === b.what ? 0 : a.what === 'asks' ? -1 : 1))[0];
  if (first && (!mail || first.at < mail.message.at)) return first.what === 'asks' ? 'incoming' : 'outgoing';
  return mail ? (mail.type === 'inbound' ? 'incoming' : 'outgoing') : null;
}

function waitOf(input: ConversationInput, question: Said, answer: Said, isFirst: boolean): ClockWait {
  const askedAt = question.part === null ? question.at : afterBots(input.botStays, question.at, answer.at);
  const agentId = answer.part === null ? answer.stay!.agentId : answer.part.message.sender.agentId;
  const span = answer.part === null
    ? measureIn(input.queueCalendars(answer.stay!.queueId), input, agentId, askedAt, answer.at)
    : measureSpan(input, answer.part.message.channelId, agentId, askedAt, answer.at);
  return { ...span, asked: question.of, askedAt, answered: answer.of, answeredAt: answer.at, agentId, isFirst };
}

/** A message waits for nobody while a bot has the conversation, and else no longer than since its last hand-over. */
function waitingSince({ botStays }: ConversationInput, question: Said | undefined, onLine: Said | undefined): number | null {
  const isBots = botStays.some(({ until }) => until === null);
  const written = question && question.part !== null && !isBots ? afterBots(botStays, question.at, Infinity) : Infinity;
  const since = Math.min(written, onLine?.at ?? Infinity);
  return since === Infinity ? null : since;
}

/** Somebody stands in a queue although everything before was answered (a call beside another one): he waits from then on. */
function openSince(line: readonly LineStay[], moments: readonly Moment[]): number | null {
  const open = line.filter((stay) => stay.isOpen);
  if (open.length === 0) return null;
  const answeredAt = moments.findLast((moment) => moment.type !== 'asks')?.at ?? -Infinity;
  return Math.max(answeredAt, Math.min(...open.map((stay) => stay.at)));
}

/** The contact's after our answer, ours after a question (new, as long as nobody answered). A turn that an act set holds until the next of either. */
function turnOf({ turnSet, line }: ConversationInput, moments: readonly Moment[]): Turn {
  const last = moments.at(-1);
  if (turnSet && (!last || last.at <= turnSet.at)) return turnSet.turn;
  if (!last) return 'none';
  const hasAnswer = moments.some((moment) => moment.type !== 'asks');
  if (last.type === 'asks' || line.some((stay) => stay.isOpen)) return hasAnswer ? 'agent' : 'new';
  return 'customer';
}
