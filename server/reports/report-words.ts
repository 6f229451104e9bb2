import type { FigureSplit } from '#core/analytics/index.ts';
import type { PeriodUnit, ReportFilter, ReportLanguage, ReportType } from '#core/reports/index.ts';
import { englishReportWords } from './words-english.ts';
import { germanReportWords } from './words-german.ts';

/** Everything that a report says in words. A language that lacks one does not compile. */
export interface ReportWords {
  readonly types: Readonly<Record<ReportType, string>>;
  readonly splits: Readonly<Record<FigureSplit, { readonly title: string; readonly column: string; readonly none: string }>>;
  readonly units: Readonly<Record<PeriodUnit, string>>;
  readonly facts: Readonly<Record<'period' | 'zone' | 'completeUntil' | 'madeAt' | 'filters' | 'goals' | 'previous' | 'outliers', string>>;
  readonly noFilters: string;
  readonly filters: Readonly<Record<keyof ReportFilter, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<'firstReply' | 'overallReply' | 'close' | 'forward', string>>;
  readonly columns: Readonly<Record<
    'conversations' | 'messages' | 'received' | 'sent' | 'replyRate' | 'median' | 'p90' | 'mean' | 'meanRaw' | 'count' | 'withinGoal' | 'overGoal' | 'noGoal' | 'share' | 'outliers' | 'goal'
    | 'at' | 'from' | 'to' | 'subject' | 'kind' | 'direction' | 'span' | 'spanRaw' | 'conversation' | 'answered', string>>;
  readonly tileLines: {
    readonly median: (value: string) => string;
    readonly p90: (value: string) => string;
    readonly goal: (share: string, goal: string) => string;
    readonly outliers: (count: string) => string;
    readonly before: (value: string) => string;
    readonly ofInbound: (answered: string, inbound: string) => string;
  };
  readonly charts: Readonly<Record<'volume' | 'median' | 'goals' | 'heat', string>>;
  readonly total: string;
  readonly weekdays: readonly string[];
  readonly ownGoals: string;
  readonly goalText: (metric: string, goal: string) => string;
  readonly notes: {
    readonly outliers: (first: number, overall: number, close: number, forward: number) => string;
    readonly approximate: string;
    readonly business: string;
    readonly severalKeys: string;
    readonly cut: (shown: string, all: string) => string;
    readonly empty: string;
  };
  readonly definitions: string;
  readonly metricTexts: Readonly<Record<'conversations' | 'messages' | 'replyRate' | 'firstReply' | 'overallReply' | 'close' | 'forward' | 'median' | 'withinGoal', readonly [name: string, text: string]>>;
  readonly page: string;
  readonly mail: {
    readonly subject: (facts: { readonly report: string; readonly account: string; readonly days: string }) => string;
    readonly text: (facts: { readonly report: string; readonly account: string; readonly days: string; readonly zone: string; readonly file: string; readonly late: string | null; readonly missed: number; readonly isShared: boolean }) => string;
  };
  readonly localeOf: string;
}

const languages: Readonly<Record<ReportLanguage, ReportWords>> = { en: englishReportWords, de: germanReportWords };

export const reportWords = (language: ReportLanguage): ReportWords => languages[language];
