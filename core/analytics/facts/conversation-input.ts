import type { CalendarVersion, Leave } from '#core/calendars/index.ts';

/** A setting that holds from an instant (epoch ms; null = from the beginning) until the next version of it. */
export type Versioned<T> = { readonly validFrom: number | null; readonly value: T };

/** Somebody who wrote or was written to. */
export type FactParty = {
  readonly address: string;
  /** Part after the @, or "" where there is none (a phone number, a widget visitor). */
  readonly domain: string;
  /** True or false where the caller knows; null = judge by the internal domains in force when the message was written. */
  readonly isInternal: boolean | null;
};

export type FactSender = FactParty & {
  /** The agent who wrote it, null where it was none. */
  readonly agentId: number | null;
};

export type FactRecipient = FactParty & {
  readonly role: 'to' | 'cc' | 'bcc';
  /** The address of one of the account's own channels; in list mode this is the list. */
  readonly isOurChannel: boolean;
};

export type FactMessage = {
  readonly id: number;
  /** Breaks ties between messages of the same instant, whatever order they arrived in: for a mail its Message-ID. */
  readonly sortKey?: string;
  /** The channel it came in by or left from: its calendar counts an answer. Null = none known, the account's calendar. */
  readonly channelId: number | null;
  readonly direction: 'incoming' | 'outgoing' | 'note' | 'act';
  /** Message time, epoch ms. Figures use whole seconds. */
  readonly at: number;
  /** The true sender, not the list that passed it on. Not read for notes and acts. */
  readonly sender: FactSender;
  readonly recipients: readonly FactRecipient[];
  /** An automatic reply, bounce or list robot (RFC 3834, RFC 3464). */
  readonly isAutomatic: boolean;
  readonly isBot: boolean;
  /** The first prefix of its subject says forwarded. */
  readonly isForward: boolean;
  /** It names a message as its parent that is not held. */
  readonly refersToUnknown: boolean;
  /** The held message that it answers, of this conversation or another. */
  readonly parentId: number | null;
  /** The account's filters (by the version in force at its time) leave it out of all figures. */
  readonly isFiltered: boolean;
};

/**
 * What a call or chat of the conversation means to the reply clock (`line_stays` in storage/functions). asks: from `at` on the customer waits for a person. talks: a person has him.
 * over: it ended after such a talk, so that nothing is open. bot: from `at` to `until` (null: still) a bot has him. Epoch ms.
 */
export type LineStay = {
  readonly what: 'asks' | 'talks' | 'over' | 'bot';
  readonly at: number;
  readonly until: number | null;
  /** asks: he stands in a queue at this moment. */
  readonly isOpen: boolean;
  readonly interactionId: number;
  readonly spanId: number;
  readonly kind: 'call' | 'chat';
  /** talks: who. */
  readonly agentId: number | null;
  /** By which queue it came: its calendar counts the answer. */
  readonly queueId: number | null;
};

/** A bot of the channel had the conversation, from `at` (-Infinity: from its beginning) until it handed over (null: it has it). Epoch ms. */
export type BotStay = { readonly at: number; readonly until: number | null };

export type Turn = 'new' | 'agent' | 'customer' | 'none';

export type ConversationLife = {
  readonly state: 'open' | 'snoozed' | 'resolved' | 'closed' | 'spam' | 'deleted';
  /** Epoch ms of the act that resolved or closed it; null while it is neither. */
  readonly closedAt: number | null;
};

/** Longest business span in seconds that still counts, per metric; null = no limit. */
export type OutlierThresholds = {
  readonly firstReply: number | null;
  readonly overallReply: number | null;
  readonly forward: number | null;
  readonly timeToClose: number | null;
};

export type FactSettings = {
  /** Lower-case domains, exact (a subdomain is another domain). */
  readonly internalDomains: readonly Versioned<readonly string[]>[];
  readonly outliers: readonly Versioned<OutlierThresholds>[];
  /** All versions of the calendar that says when the account promises answers; empty: none was promised then. */
  readonly slaCalendars: readonly Versioned<readonly CalendarVersion[]>[];
  /** Leave of all agents that may have answered; each answer uses that of its own agent. */
  readonly leave: readonly Leave[];
};

/** All that the facts of one conversation depend on. The order of `messages` does not matter. */
export type ConversationInput = {
  readonly conversationId: number;
  /** For mail the parties decide who is inside; for everything else the direction does. */
  readonly kind: 'mail' | 'chat' | 'sms' | 'call' | 'api';
  /** The channel is a mailing list: its address stands for the outside. */
  readonly listMode: boolean;
  readonly life: ConversationLife;
  /** The latest explicit act that set the turn: it holds until the next message. */
  readonly turnSet: { readonly turn: Turn; readonly at: number } | null;
  /** When a bot had it: no reply clock counts that time. In no order. */
  readonly botStays: readonly BotStay[];
  readonly messages: readonly FactMessage[];
  /** Of its calls and chats; the order does not matter. */
  readonly line: readonly LineStay[];
  /** All versions of the calendar for answers sent from a channel (already fallen back to the account's), or the account's for null. */
  readonly calendars: (channelId: number | null) => readonly CalendarVersion[];
  /** The same for what came by a queue: its calendar, else the account's. */
  readonly queueCalendars: (queueId: number | null) => readonly CalendarVersion[];
  readonly settings: FactSettings;
};
