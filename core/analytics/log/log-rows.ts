import type { Classification, ThreadStatus, ThreadType } from './log-filter.ts';

/** A mail with its figures. Seconds; instants RFC 3339 UTC; null where there is none. */
export interface MessageLogRow {
  readonly id: number;
  readonly conversationId: number;
  /** Mails in the conversation. */
  readonly conversationMailCount: number;
  readonly mailId: string | null;
  readonly at: string;
  readonly subject: string;
  readonly references: readonly string[];
  readonly classification: Classification;
  readonly messageType: ThreadType;
  readonly from: readonly LogAddress[];
  readonly replyTo: readonly LogAddress[];
  readonly to: readonly LogAddress[];
  readonly cc: readonly LogAddress[];
  readonly bcc: readonly LogAddress[];
  readonly spanRaw: number | null;
  readonly spanBusiness: number | null;
  readonly touchTime: number | null;
  readonly isInitialReply: boolean;
  readonly isNewest: boolean;
  readonly isTouch: boolean;
  readonly isNudge: boolean;
  readonly isClosing: boolean;
  readonly isIncluded: boolean;
  readonly isRelevant: boolean;
  readonly isOutlier: boolean;
  readonly labels: readonly string[];
  /** Per own mailbox that a mail came to and that holds a copy: was it read there (IMAP \Seen). Empty for outbound mail. */
  readonly readStatus: Readonly<Record<string, boolean>>;
}

export interface LogAddress { readonly name: string; readonly address: string; readonly domain: string }

/** A conversation with its figures and all its mails, newest first. */
export interface ConversationLogRow {
  readonly id: number;
  readonly subject: string;
  readonly type: ThreadType;
  readonly status: ThreadStatus;
  readonly startedAt: string;
  readonly lastAt: string;
  /** The initial reply's own span in business time. */
  readonly initialReplyBusiness: number | null;
  /** From the first unanswered incoming mail to the initial reply, wall clock. */
  readonly initialReplyRaw: number | null;
  readonly initialReplyMailId: string | null;
  readonly initialReplyAgentId: number | null;
  readonly initialReplyRelevant: boolean;
  readonly initialReplyIncluded: boolean;
  readonly initialReplyOutlier: boolean;
  readonly firstAction: number | null;
  readonly totalReply: number | null;
  /** First mail to the closing mail; null while not closed. */
  readonly closeRaw: number | null;
  readonly closeBusiness: number | null;
  readonly touches: number;
  readonly nudges: number;
  readonly hasContactSuccess: boolean;
  readonly contactSuccessTime: number | null;
  readonly contactReplyTime: number | null;
  /** Its own and those of its mails, each once, by name. */
  readonly labels: readonly string[];
  /** What a connected system knows of a sale with somebody of it; of several the one that the filter asks for, else the first (an open one, the one that changed last). */
  readonly deal: LogDeal | null;
  readonly messages: readonly MessageLogRow[];
}

/** `ownerId`: the agent of ours who has the owner's address. */
export interface LogDeal { readonly id: number; readonly name: string; readonly stageId: number | null; readonly value: number | null; readonly ownerId: number | null }

export interface LogResult<Row> { readonly total: number; readonly rows: readonly Row[] }
