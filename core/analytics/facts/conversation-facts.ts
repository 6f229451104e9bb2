import type { Turn } from './conversation-input.ts';

export type MessageType = 'inbound' | 'outbound' | 'internal';

/** A message whose facts are not there yet has none of these: whoever reads it shows "calculating". */
export type Classification = 'first' | 'reply' | 'reply-all' | 'forward' | 'follow-up';

/** Why a message is left out of the figures. */
export type Exclusion = 'not-a-mail' | 'filtered' | 'automatic' | 'bot';

/** `before-parent`: dated before the held message that it answers, so the span between the two would be negative. */
export type MessageFlag = 'before-parent';

/** `closed-before-start`: the closing act lies before the first message; its span counts 0. */
export type ConversationFlag = 'closed-before-start';

/** What was counted between two instants: whole seconds, 0 or more. */
export type Span = {
  readonly raw: number;
  readonly business: number;
  /** Business time less the leave of the credited agent. */
  readonly businessAgent: number;
  /** The calendar that counted, null where business time is not counted (incoming messages; no calendar). */
  readonly calendarId: number | null;
  /** Versions of that calendar that judged the span, in order of force. */
  readonly versions: readonly number[];
};

/** Facts of one message. All durations in whole seconds; null where there is none, 0 only for a real zero. */
export type MessageFacts = {
  readonly messageId: number;
  readonly parentMessageId: number | null;
  /** Null for notes and acts. */
  readonly messageType: MessageType | null;
  readonly classification: Classification | null;
  /** Since the previous mail of the conversation, either direction. */
  readonly spanFromMessageId: number | null;
  readonly spanRaw: number | null;
  /** Incoming: the same as raw. */
  readonly spanBusiness: number | null;
  readonly spanBusinessAgent: number | null;
  /** By the hours of the SLA in force when it was written; incoming: the same as raw. Null where no SLA was. */
  readonly spanBusinessSla: number | null;
  readonly spanVersions: readonly number[];
  /** An answer's reply clock: since the first unanswered incoming message, or the hand-over by a bot (`waitFromAt`, epoch ms). */
  readonly waitFromMessageId: number | null;
  readonly waitFromAt: number | null;
  readonly waitRaw: number | null;
  readonly waitBusiness: number | null;
  readonly waitBusinessAgent: number | null;
  readonly waitVersions: readonly number[];
  /** The calendar behind both business figures; null where none was used. */
  readonly calendarId: number | null;
  /** The agent who wrote it, whatever its kind; null for incoming. */
  readonly creditedAgentId: number | null;
  readonly isInitialReply: boolean;
  readonly isTouch: boolean;
  /** Since the previous touch; null for the first. */
  readonly touchTime: number | null;
  readonly isNudge: boolean;
  /** The newest mail of the conversation. */
  readonly isNewest: boolean;
  /** The last mail of a closed conversation. */
  readonly isClosingEmail: boolean;
  readonly isIncludedInStats: boolean;
  readonly excludedBecause: Exclusion | null;
  /** An outgoing message of the figures: its times say something about us. */
  readonly replyIsRelevant: boolean;
  /** Longer in business time than the metric's threshold. False for a metric that the message is no part of. */
  readonly isOutlier: { readonly firstReply: boolean; readonly overallReply: boolean; readonly forward: boolean };
  readonly flags: readonly MessageFlag[];
};

export type ThreadStatus = 'internal' | 'await-agent' | 'await-customer' | 'closed';

export type ClassCounts = Readonly<Record<Classification, number>>;

/** Facts of one conversation. All durations in whole seconds, instants in epoch ms; null where there is none. */
export type ConversationFacts = {
  readonly conversationId: number;
  /** By the first mail; null without any. */
  readonly type: MessageType | null;
  readonly status: ThreadStatus;
  readonly turn: Turn;
  readonly startedAt: number | null;
  /** Time of the newest mail of either direction. */
  readonly lastReceivedAt: number | null;
  /** First reply, by the reply clock. Only where the conversation began with an incoming message. */
  readonly firstReplyMessageId: number | null;
  readonly firstReplyAt: number | null;
  /** Address that sent it. */
  readonly firstReplyBy: string | null;
  readonly firstReplyAgentId: number | null;
  readonly firstReplyRaw: number | null;
  readonly firstReplyBusiness: number | null;
  readonly firstReplyBusinessAgent: number | null;
  readonly firstReplyCalendarId: number | null;
  readonly firstReplyVersions: readonly number[];
  /** First reply by the reply clock is longer than the threshold (the message's own flag judges its span instead). */
  readonly firstReplyIsOutlier: boolean;
  /** Business span of the first reply message itself, since the mail before it. */
  readonly initAgentReplyTime: number | null;
  /** From the first unanswered incoming message to the first reply. */
  readonly rawInitAgentReplyTime: number | null;
  /** Business span of the second mail, the first that has one, of either direction. */
  readonly initAgentActionTime: number | null;
  /** Sum of the business spans of all mails. */
  readonly totalAgentReplyTime: number | null;
  readonly touches: number;
  readonly nudges: number;
  /** The contact wrote after one of our messages. */
  readonly hasContactSuccess: boolean;
  /** From the first mail to that message of the contact. */
  readonly contactSuccessTime: number | null;
  /** From our last message before it to that message of the contact. */
  readonly contactReplyTime: number | null;
  /** First mail to the closing act; null while not closed. */
  readonly timeToCloseRaw: number | null;
  readonly timeToCloseBusiness: number | null;
  /** First mail to the closing mail; null while not closed. */
  readonly timeToClosingMailRaw: number | null;
  readonly timeToClosingMailBusiness: number | null;
  readonly closingMessageId: number | null;
  readonly closeCalendarId: number | null;
  readonly closeVersions: readonly number[];
  /** Longer in business time than the threshold: to the act, and to the mail. */
  readonly closeIsOutlier: { readonly act: boolean; readonly mail: boolean };
  /** Mails that are part of the figures, by type and class. */
  readonly counts: Readonly<Record<MessageType, ClassCounts>>;
  readonly flags: readonly ConversationFlag[];
  /** In conversation order: by time, notes and acts included. */
  readonly messages: readonly MessageFacts[];
};
