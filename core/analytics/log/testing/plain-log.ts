import type { Classification, ThreadStatus, ThreadType } from '../log-filter.ts';

/** A mail as plain data: what an export or a few plain SELECTs give. Seconds; instants in epoch milliseconds. */
export interface PlainMessage {
  readonly id: number;
  readonly conversationId: number;
  readonly at: number;
  readonly subject: string;
  readonly type: ThreadType;
  /** Null: not classified yet. */
  readonly classification: Exclude<Classification, 'calculating'> | null;
  readonly isIncluded: boolean;
  readonly isOutlier: boolean;
  readonly isInitialReply: boolean;
  readonly isTouch: boolean;
  readonly isNudge: boolean;
  readonly spanRaw: number | null;
  readonly spanBusiness: number | null;
  /** Who wrote it, where it was one of our agents. */
  readonly agentId: number | null;
  readonly senderId: number | null;
  readonly parties: readonly PlainParty[];
  readonly labels: readonly string[];
}

export interface PlainParty {
  readonly role: 'from' | 'to' | 'cc' | 'bcc' | 'reply-to';
  readonly addressId: number;
  readonly domain: string;
}

/** A conversation as plain data; what its messages tell is not repeated here. */
export interface PlainConversation {
  readonly id: number;
  readonly channelId: number;
  readonly type: ThreadType;
  readonly status: ThreadStatus;
  readonly labels: readonly string[];
  /** From the first unanswered incoming mail to the initial reply. */
  readonly initialReplyRaw: number | null;
  readonly initialReplyIsOutlier: boolean;
  readonly closedAt: number | null;
  readonly closeRaw: number | null;
  readonly closeBusiness: number | null;
  readonly closeIsOutlier: boolean;
  readonly waitingSince: number | null;
}

export interface PlainSettings {
  /** Oldest first; `validFrom` null: from the beginning. */
  readonly goals: readonly { readonly validFrom: number | null; readonly firstReply: number | null; readonly overall: number | null; readonly close: number | null }[];
  isInternal(party: PlainParty, at: number): boolean;
  /** The address of a channel that is no agent's own. */
  isChannelOnly(addressId: number): boolean;
}
