import type { FigureRow, SpanFigures } from '../api/reports.ts';
import type { Metric } from './report-address.ts';

/** The share of what was judged that kept its goal, 0 to 1; null where nothing was judged. */
export function goalShare({ withinGoal, overGoal }: Pick<SpanFigures, 'withinGoal' | 'overGoal'>): number | null {
  return withinGoal + overGoal === 0 ? null : withinGoal / (withinGoal + overGoal);
}

/** How much more or less than before, as a share of before; null where there is nothing to compare with. */
export function changeOf(now: number | null, before: number | null): number | null {
  return now === null || before === null || before === 0 ? null : (now - before) / before;
}

/** Whether a change is to the better. null: neither, or nobody can say. */
export function isBetter(change: number | null, less: 'better' | 'worse' | 'neither'): boolean | null {
  if (change === null || less === 'neither' || Math.abs(change) < 0.0005) return null;
  return change < 0 === (less === 'better');
}

export interface Measure {
  readonly key: string;
  readonly unit: 'count' | 'seconds' | 'percent';
  readonly less: 'better' | 'worse' | 'neither';
  /** Percent: 0 to 1. */
  readonly of: (row: FigureRow) => number | null;
  /** Which rows the number is made of. */
  readonly figure: string;
  /** By which the server can sort; absent: it cannot. */
  readonly sort?: string;
}

const spans = (metric: Metric, key: 'mean' | 'median' | 'p90'): Measure => ({ key: `${metric}.${key}`, unit: 'seconds', less: 'better', of: (row) => row[metric][key], figure: `${metric}.count`, sort: `${metric}.${key}` });
const inGoal = (metric: Metric): Measure => ({ key: `${metric}.goalShare`, unit: 'percent', less: 'worse', of: (row) => goalShare(row[metric]), figure: `${metric}.withinGoal` });
const number = (key: string, of: (row: FigureRow) => number, sort?: string): Measure => ({ key, unit: 'count', less: 'neither', of, figure: key, ...(sort === undefined ? {} : { sort }) });

/** What tables and comparisons show, in this order. */
export const measures: readonly Measure[] = [
  number('conversations.total', ({ conversations }) => conversations.total, 'conversations'),
  number('messages.received', ({ messages }) => messages.received, 'received'),
  number('messages.sent', ({ messages }) => messages.sent, 'sent'),
  { key: 'replyRate', unit: 'percent', less: 'worse', of: ({ replyRate }) => (replyRate === null ? null : replyRate / 100), figure: 'conversations.answered' },
  ...(['firstReply', 'overallReply', 'close'] as const).flatMap((metric): Measure[] => [
    number(`${metric}.count`, (row) => row[metric].count, `${metric}.count`), spans(metric, 'mean'), spans(metric, 'median'), spans(metric, 'p90'), inGoal(metric),
  ]),
];

export const measureOf = (key: string): Measure => {
  const found = measures.find((one) => one.key === key);
  if (!found) throw new Error(`no measure ${key}`);
  return found;
};
