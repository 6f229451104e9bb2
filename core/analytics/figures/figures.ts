import type { LogFilter, ReplyGoals } from '../log/index.ts';

/** By what figures are split: a partition for every split but `label` and `team`, where a row may stand under several keys. */
export const figureSplits = ['day', 'week', 'month', 'hour-weekday', 'agent', 'team', 'contact', 'domain', 'channel', 'label', 'direction'] as const;
export type FigureSplit = (typeof figureSplits)[number];

export const figureMetrics = ['firstReply', 'overallReply', 'close', 'forward'] as const;
export type FigureMetric = (typeof figureMetrics)[number];

/** Spans of one metric. Seconds; null over nothing. */
export interface SpanFigures {
  /** Spans that count; `outliers` stand beside them and are in nothing else here. */
  readonly count: number;
  readonly outliers: number;
  /** Business time. */
  readonly mean: number | null;
  /** Wall clock, over the same spans. */
  readonly meanRaw: number | null;
  /** Business time, nearest rank: at least half (nine tenths) of the spans are not longer. */
  readonly median: number | null;
  readonly p90: number | null;
  /** By the goal in force when the span ended; `excluded` had none. The three add up to `count`. */
  readonly withinGoal: number;
  readonly overGoal: number;
  readonly excluded: number;
  /** By the bands of the goals set last, ascending, the last one open. They add up to `count`. Empty: there are no bands. */
  readonly bands: readonly BandFigure[];
}

/** Business seconds over `over` (the first band: from 0) and up to `upTo`; null: without end. */
export interface BandFigure { readonly over: number; readonly upTo: number | null; readonly count: number }

export interface FigureTree {
  /** Conversations that began in the period; `answered`: inbound ones with a first reply. Status is today's. */
  readonly conversations: {
    readonly total: number; readonly inbound: number; readonly outbound: number; readonly internal: number;
    readonly awaitAgent: number; readonly awaitCustomer: number; readonly closed: number; readonly answered: number;
  };
  readonly messages: {
    readonly total: number; readonly received: number; readonly sent: number;
    readonly initial: number; readonly replies: number; readonly forwards: number; readonly followUps: number;
  };
  /** `conversations.answered` of `conversations.inbound`, percent with two decimals; null without any. */
  readonly replyRate: number | null;
  readonly firstReply: SpanFigures;
  readonly overallReply: SpanFigures;
  readonly close: SpanFigures;
  readonly forward: SpanFigures;
}

export interface FigureRow extends FigureTree {
  /**
   * day and week `2026-03-30` (a week's Monday), month `2026-03`, hour-weekday `0-13` (0 = Monday, local hour), agent, team, contact, channel, label: the id,
   * domain: the domain, direction: inbound, outbound, internal. Null: all rows (no split), or those that stand under no key.
   */
  readonly key: string | null;
  /** The name behind an id; else the key; empty for null. */
  readonly label: string;
}

export type FigureSortBy = 'key' | 'conversations' | 'messages' | 'received' | 'sent' | `${FigureMetric}.${'count' | 'mean' | 'median' | 'p90'}`;

export interface FigureQuestion {
  /** Its days are those of each row's own instant (README): sums of days are the total. */
  readonly filter: LogFilter;
  readonly split?: FigureSplit;
  /** Judged by these, whatever was in force at the time; default: the account's own. Counted from facts: rollups know the account's goals only. */
  readonly goals?: ReplyGoals;
  /** Keys at most; default 100, at most 1,000. Time splits show every day (week, month) between the first and the last: 2,000 at most. */
  readonly limit?: number;
  /** Default: time in order; everything else by conversations, most first. Rows without a value come last. */
  readonly sort?: { readonly by: FigureSortBy; readonly direction: 'asc' | 'desc' };
}

export interface FigureResult {
  /** Whose local days they are. */
  readonly zone: string;
  /** Everything that was stored before this instant is counted (RFC 3339 UTC). */
  readonly completeUntil: string;
  /** Counts, means, goals and bands are exact in either case. */
  readonly percentiles: 'exact' | 'within 4 %';
  readonly rows: readonly FigureRow[];
  /** How many keys there are; more than `rows` where the limit cut. */
  readonly keys: number;
}

/** A number of `FigureTree` that is a count of rows, and so can be opened. Means and percentiles open the rows of their metric's `count`. */
export type FigureName =
  | `conversations.${keyof FigureTree['conversations']}`
  | `messages.${keyof FigureTree['messages']}`
  | `${FigureMetric}.${'count' | 'outliers' | 'withinGoal' | 'overGoal' | 'excluded'}`
  | `${FigureMetric}.bands.${number}`;
