import type { FigureName, FigureSplit } from '../figures/index.ts';
import type { Classification, LogFilter, ThreadStatus, ThreadType } from '../log/index.ts';

/** A message or conversation that a figure counted. Seconds; null where there is none. */
export interface RowBehind {
  readonly conversationId: number;
  /** Of a conversation: its first reply. */
  readonly messageId: number | null;
  /** The instant by which it falls into the period: the mail's, or when the conversation began, was first answered or closed. */
  readonly at: string;
  readonly subject: string;
  readonly type: ThreadType;
  /** Of conversations. */
  readonly status: ThreadStatus | null;
  /** Of messages. */
  readonly classification: Classification | null;
  /** Who wrote the mail; of a conversation the customer. */
  readonly from: { readonly name: string; readonly address: string } | null;
  /** Who wrote it for us; of a conversation who sent the first reply. */
  readonly agentId: number | null;
  readonly agentName: string | null;
  readonly channelId: number;
  readonly channelName: string;
  readonly businessSeconds: number | null;
  readonly rawSeconds: number | null;
  readonly isOutlier: boolean;
  /** By the goal in force then; null: there was none, or no span. */
  readonly isWithinGoal: boolean | null;
}

/** newest: the last first. slowest: the longest span first, those without any last. */
export type RowOrder = 'newest' | 'slowest';

/** Where a page ended: `at` of its last row (newest) or its business seconds, -1 for none (slowest), and its id. */
export type RowPlace = { readonly at: string; readonly id: number } | { readonly seconds: number; readonly id: number };

export interface RowsBehindQuestion {
  readonly filter: LogFilter;
  readonly figure: FigureName;
  /** Only the rows under one key of a split, as `findFigures` has it. */
  readonly under?: { readonly split: FigureSplit; readonly key: string | null };
  /** Only spans over so many business seconds. */
  readonly overSeconds?: number;
  /** Only spans of so many business seconds at most. */
  readonly upToSeconds?: number;
}
