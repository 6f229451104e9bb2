// Additions to the first version of this contract: the type StatName. `threads.labels.total` is the number of labelled conversations, so
// that it can be opened like every other leaf; the number of distinct labels is the length of the list. Shapes are unchanged.

/**
 * Everything a log report counts, as one tree. Seconds (means are fractional), counts, percentages 0..100 with two decimals.
 * Each leaf has a `StatName`, its dotted path, and can be opened: the rows behind it are exactly those counted. README.md defines each.
 */
export interface LogStats {
  readonly threads: {
    readonly total: number;
    readonly internal: number;
    readonly inbound: number;
    readonly outbound: number;
    /** By status; internal conversations have no other. */
    readonly sentInternally: number;
    readonly awaitCustomer: number;
    readonly awaitAgent: number;
    readonly closed: number;
    /** With a reply or reply-all in either direction; automatic mail is none. */
    readonly haveReplies: number;
    /** With one by our side. */
    readonly haveRepliesFromAgents: number;
    readonly haveNoRepliesFromAgents: number;
    /** Inbound conversations with a first reply / inbound conversations; 0 without any. */
    readonly completion: { readonly ratio: number; readonly numerator: number; readonly denominator: number };
    /** Conversations that carry a label, themselves or on a mail; per label how many, most used first. */
    readonly labels: { readonly total: number; readonly list: readonly LabelCount[] };
  };
  readonly messages: {
    readonly count: number;
    readonly initial: number;
    readonly replies: number;
    readonly forward: number;
    readonly followUp: number;
    readonly received: DirectionStats;
    readonly sent: DirectionStats;
  };
  /** Mean over the party's outgoing replies and reply-alls. */
  readonly overallReply: DurationStats & GoalStats & BandStats;
  /** Mean over initial replies. */
  readonly initialReply: DurationStats & GoalStats & BandStats;
  /** Mean over outgoing forwards. */
  readonly forward: DurationStats;
  /** Mean over closed conversations, first mail to closing mail. */
  readonly close: DurationStats & GoalStats & BandStats;
  /**
   * Each local day of the filter, where it has both ends and at most 366 days; else empty. A message stands on its own day, a conversation on that of its first
   * counted message, so the days add up to the figures above.
   */
  readonly days: readonly DayStats[];
}

export interface DayStats {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly threads: Pick<LogStats['threads'], 'total' | 'inbound' | 'outbound' | 'internal'>;
  readonly messages: { readonly count: number; readonly received: number; readonly sent: number };
  readonly overallReply: DurationStats & GoalStats;
  readonly initialReply: DurationStats & GoalStats;
  readonly forward: DurationStats;
  readonly close: DurationStats & GoalStats;
}

/** For each band of the goals set last: how many of the spans that the means are taken over are not longer. */
export interface BandStats { readonly bands: readonly { readonly seconds: number; readonly within: number; readonly withinRaw: number }[] }

export interface LabelCount { readonly name: string; readonly count: number }

/** Mails, automatic ones included. An internal mail is both received and sent. */
export interface DirectionStats {
  readonly count: number;
  readonly initial: number;
  readonly replies: number;
  readonly forward: number;
  readonly followUp: number;
  /** Sent: initial replies. Received: the first reply that came in a conversation that our side began. */
  readonly initialReplies: number;
  /** Monday first, local days of the filter's zone. */
  readonly byWeekday: readonly number[];
  /** 24 local hours of the filter's zone. */
  readonly byHour: readonly number[];
}

export interface DurationStats {
  /** Mean business seconds without outliers; null without any. */
  readonly mean: number | null;
  /** Mean wall-clock seconds over the same messages. */
  readonly meanRaw: number | null;
  /** How many spans the means are taken over, and how many outliers were left out. */
  readonly count: number;
  readonly outliers: number;
}

/** The spans of the means against the goal in force at the reply's (or the closing's) time; without a goal everything is excluded. */
export interface GoalStats {
  readonly withinGoal: number;
  readonly overGoal: number;
  readonly excluded: number;
}

type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;
type DirectionLeaf = Exclude<keyof DirectionStats, 'byWeekday' | 'byHour'> | `byWeekday.${Weekday}` | `byHour.${number}`;
type ThreadLeaf = Exclude<keyof LogStats['threads'], 'completion' | 'labels'> | `completion.${keyof LogStats['threads']['completion']}` | 'labels.total';

/** The dotted path of a leaf of LogStats; a label's count is found by the label's name. */
export type StatName =
  | `threads.${ThreadLeaf}`
  | `threads.labels.list.${string}`
  | `messages.${Exclude<keyof LogStats['messages'], 'received' | 'sent'>}`
  | `messages.${'received' | 'sent'}.${DirectionLeaf}`
  | `${'overallReply' | 'initialReply' | 'close'}.${keyof DurationStats | keyof GoalStats}`
  | `forward.${keyof DurationStats}`
  /** Not among `statNames`: spans up to a band, whatever seconds it has. */
  | `${'overallReply' | 'initialReply' | 'close'}.${'bands' | 'bandsRaw'}.${number}`
  /** Not among `statNames`: a figure of one day. */
  | `days.${string}.${DayLeaf}`;

type DayLeaf =
  | `threads.${keyof DayStats['threads']}`
  | 'messages.count' | 'messages.received.count' | 'messages.sent.count'
  | `${'overallReply' | 'initialReply' | 'close'}.${keyof DurationStats | keyof GoalStats}`
  | `forward.${keyof DurationStats}`;
