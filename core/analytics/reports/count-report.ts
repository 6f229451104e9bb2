import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkPeriod, reportBuckets, type ReportGroup, type ReportPeriod } from './report-buckets.ts';
import { reportMetrics, reportRows, type ReportMetric, type ReportQuestion, type ReportRow, type ReportScope } from './report-rows.ts';

/** How many rows, and the mean of their values in seconds (null: of none, or rows without values). */
export interface ReportFigure { readonly count: number; readonly mean: number | null }
export interface ReportBucket extends ReportFigure { /** When the bucket begins. */ readonly at: string }

export interface ReportSeries extends ReportQuestion { readonly group: ReportGroup; readonly zone: string }

/** A figure for each bucket of the period, in order, also where nothing happened. */
export async function findReportSeries(tx: Tx, act: Act, { group, zone, ...question }: ReportSeries): Promise<ReportBucket[]> {
  requirePermission(act, 'reports.read');
  checkPeriod(question);
  const starts = reportBuckets(question, group, zone);
  const found = await countBetween(tx, question, starts);
  return starts.map((at, index) => ({ at, ...(found.get(index + 1) ?? { count: 0, mean: null }) }));
}

export type ReportFigures = Readonly<Record<ReportMetric, ReportFigure>>;

/** Every metric over a period, and over the period of the same length before it. */
export async function findReportSummary(
  tx: Tx, act: Act, { from, before, scope, inBusinessTime = false }: ReportPeriod & { readonly scope: ReportScope; readonly inBusinessTime?: boolean },
): Promise<{ readonly now: ReportFigures; readonly previous: ReportFigures }> {
  requirePermission(act, 'reports.read');
  checkPeriod({ from, before });
  const lengthMs = Date.parse(before) - Date.parse(from);
  const start = new Date(Date.parse(from) - lengthMs).toISOString();
  const both: [ReportMetric, ReportFigure, ReportFigure][] = [];
  for (const metric of reportMetrics) {
    const found = await countBetween(tx, { metric, scope, from: start, before, inBusinessTime }, [start, from]);
    both.push([metric, found.get(2) ?? { count: 0, mean: null }, found.get(1) ?? { count: 0, mean: null }]);
  }
  return { now: Object.fromEntries(both.map(([metric, now]) => [metric, now])) as ReportFigures, previous: Object.fromEntries(both.map(([metric, , previous]) => [metric, previous])) as ReportFigures };
}

/** By the number of the bucket, from 1. */
async function countBetween(tx: Tx, question: ReportQuestion, starts: readonly string[]): Promise<Map<number, ReportFigure>> {
  const rows = await tx.rows(sql<{ bucket: number; count: number; mean: number | null }>`
    SELECT width_bucket(r.at, ${[...starts]}::timestamptz[]) AS bucket, count(*)::int AS count, avg(r.value)::float8 AS mean FROM (${reportRows(tx, question)}) r GROUP BY 1`);
  return new Map(rows.map(({ bucket, count, mean }) => [bucket, { count, mean }]));
}

/** The rows behind a figure, in order of time: `limit` at most. */
export async function findReportRows(tx: Tx, act: Act, question: ReportQuestion, { limit = 100 }: { limit?: number } = {}): Promise<ReportRow[]> {
  requirePermission(act, 'reports.read');
  return tx.rows(sql<ReportRow>`SELECT * FROM (${reportRows(tx, question)}) r ORDER BY r.at, r."conversationId", r."messageId" LIMIT ${Math.min(limit, 10_000)}`);
}
