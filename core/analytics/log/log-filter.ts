import type { GoalHolder } from '#core/settings/index.ts';

// Additions to the first version of this contract: Party 'agents' has an optional `channelIds`, `through`, `goalsOf`. Names and shapes are unchanged.

/** Who figures are asked for, or whom they communicate with, resolved to what SQL can compare. */
export type Party =
  /** Everybody inside: our domains, channels and agents. */
  | { readonly kind: 'internal' }
  /** Anybody at all: filters nothing. */
  | { readonly kind: 'anybody' }
  /**
   * Agents (a mailbox, a team, a group mailbox): their addresses and the agents themselves. `channelIds`: only what they do in
   * conversations of these channels (a shared mailbox: its members' other mail is not its own). `through`: besides, in other conversations from
   * the first mail on that left or reached one of these addresses; and what came in by one of the channels was received by it, whoever stands in the
   * headers (a group mailbox). `goalsOf`: whose own goals judge its spans.
   */
  | {
    readonly kind: 'agents';
    readonly agentIds: readonly number[];
    readonly addressIds: readonly number[];
    readonly channelIds?: readonly number[];
    readonly through?: readonly number[];
    readonly goalsOf?: GoalHolder;
  }
  /** Contacts: single addresses and whole domains. */
  | { readonly kind: 'contacts'; readonly addressIds: readonly number[]; readonly domains: readonly string[] };

export type ThreadType = 'inbound' | 'outbound' | 'internal';
export type ThreadStatus = 'internal' | 'await-customer' | 'await-agent' | 'closed';
export type Classification = 'calculating' | 'first' | 'reply' | 'reply-all' | 'forward' | 'follow-up';
export type ReplyPresence = 'has-replies' | 'has-forwards' | 'has-neither';

/**
 * Which messages and conversations a report counts. All given parts must hold; within a list any may; an empty list filters nothing.
 *
 * Message parts select messages: days, party, communicatingWith, exclusive, labels, classifications, messageTypes, messageRepliesOverSeconds.
 * Conversation parts select conversations: search, threadTypes, threadStatuses, replies, repliesOverSeconds, closedOverSeconds, noReplyForSeconds, deal, nudgesMin, touchesMin, lastTouchFromDay, lastTouchToDay.
 * A conversation is counted when it passes its parts and holds at least one selected message; a message is counted when it is selected
 * and its conversation is counted. Figures of conversations look at the whole conversation, not at its selected messages only.
 */
export interface LogFilter {
  /** Local days of `zone`, both inclusive: YYYY-MM-DD. */
  readonly fromDay?: string;
  readonly toDay?: string;
  readonly zone: string;
  /** Epoch milliseconds: what "now" is for noReplyFor. */
  readonly nowMs: number;
  /** Absent: anybody. A message is selected where the party sent it or stands among its recipients (To, Cc, Bcc). */
  readonly party?: Party;
  /** Leaves out messages in which the party stands only in Cc. */
  readonly partyNotInCc?: boolean;
  /** Absent: anybody. One of the two parties sent the message and the other stands among its recipients. */
  readonly communicatingWith?: Party;
  readonly communicatingNotInCc?: boolean;
  /**
   * Only messages in which nobody but the two parties takes part (sender, To, Cc, Bcc). A channel's address that is no agent's own is no
   * person and is passed over. An absent party is anybody, so with only one of the two given nothing is left out.
   */
  readonly exclusive?: boolean;
  /** The subject of one of the conversation's mails contains this text, case- and accent-insensitive. */
  readonly search?: string;
  /** Label names, in any case: a label of the message or of its conversation. */
  readonly labels?: readonly string[];
  /** Every label of `labels` instead of any. */
  readonly labelsAll?: boolean;
  readonly threadTypes?: readonly ThreadType[];
  readonly threadStatuses?: readonly ThreadStatus[];
  /** `calculating`: not classified yet. */
  readonly classifications?: readonly Classification[];
  readonly messageTypes?: readonly ThreadType[];
  /** `has-replies`: a reply or reply-all in either direction; `has-forwards`: a forward in either direction; automatic mail is neither. */
  readonly replies?: readonly ReplyPresence[];
  /** First reply slower than this (business seconds of the initial reply). */
  readonly repliesOverSeconds?: number;
  /** Closed, and from its first mail to the one that closed it over this (business seconds). */
  readonly closedOverSeconds?: number;
  /** Span of the message itself over this (business seconds). */
  readonly messageRepliesOverSeconds?: number;
  /** The conversation is about a deal that passes: somebody of the deal takes part in it. Part of the conversation. */
  readonly deal?: DealFilter;
  /** No answer yet, waiting at least so long (wall-clock seconds since the first unanswered incoming message). */
  readonly noReplyForSeconds?: number;
  /** The contact followed up at least so often before any reply. */
  readonly nudgesMin?: number;
  /** Our side wrote to the outside at least so often. */
  readonly touchesMin?: number;
  /** Our side wrote to the outside last on one of these local days of `zone`, both inclusive; never where nobody of ours wrote. */
  readonly lastTouchFromDay?: string;
  readonly lastTouchToDay?: string;
}

/** One deal has to pass all of it. */
export interface DealFilter {
  readonly stageIds?: readonly number[];
  /** Agents. */
  readonly ownerIds?: readonly number[];
  /** Part of the name, case- and accent-insensitive. */
  readonly name?: string;
  /** Both inclusive; a deal without a value has none. */
  readonly valueFrom?: number;
  readonly valueTo?: number;
}

export interface LogPage {
  readonly perPage: number;
  /** From 1. */
  readonly page: number;
  readonly direction: 'asc' | 'desc';
  /** The name of a column of the row type that holds one value; default `at` or `lastAt`; any other: CoreError invalid. */
  readonly sortBy?: string;
}
