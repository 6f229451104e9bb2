import type { FigureTree, FigureRow, FigureSplit, LogAddress } from '#core/analytics/index.ts';
import type { ReportFilter, ReportType } from '../report-settings.ts';
import type { ReportPeriod } from '../schedule/report-period.ts';

/** Goals in seconds; null: none. */
export interface ReportGoals { readonly firstReply: number | null; readonly overall: number | null; readonly close: number | null }

/** Everything a report says, without a word of any language. */
export interface ReportContent extends ReportPeriod {
  readonly type: ReportType;
  readonly name: string;
  readonly accountName: string;
  readonly zone: string;
  /** RFC 3339: when it was made, and until when everything that was stored is counted. */
  readonly madeAt: string;
  readonly completeUntil: string;
  readonly percentiles: 'exact' | 'within 4 %';
  readonly filter: ReportFilter;
  /** Names of the stages and owners that the filter asks for, as far as they are known. */
  readonly dealNames: { readonly stages: readonly string[]; readonly owners: readonly string[] };
  /** Own ones of the report, else those in force when it was made. */
  readonly goals: ReportGoals;
  readonly hasOwnGoals: boolean;
  readonly total: FigureTree;
  /** The days of the same number before; null where the report does not compare. */
  readonly previous: (ReportPeriod & { readonly figures: FigureTree }) | null;
  readonly parts: readonly ReportPart[];
}

export type ReportPart =
  /** `keys`: how many there are; more than `rows` where it was cut. */
  | { readonly kind: 'figures'; readonly split: FigureSplit; readonly rows: readonly FigureRow[]; readonly keys: number }
  | { readonly kind: 'messages'; readonly rows: readonly ReportMessage[]; readonly total: number };

/** A line of the interactions report. Seconds; null where there is none. */
export interface ReportMessage {
  readonly at: string;
  readonly conversationId: number;
  readonly subject: string;
  readonly messageType: string;
  readonly classification: string;
  readonly from: readonly LogAddress[];
  readonly to: readonly LogAddress[];
  readonly spanBusiness: number | null;
  readonly spanRaw: number | null;
  readonly isOutlier: boolean;
}

/** Of a table. */
export const reportRowsMax = 10_000;
