import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { runColumns, type ReportRun } from './report-run.ts';

/** Newest first, of one schedule where that is asked for; `before`: an id. 100 at most. */
export async function findReportRuns(tx: Tx, act: Act, { scheduleId = null, before = null, limit = 50 }: { scheduleId?: number | null; before?: number | null; limit?: number } = {}): Promise<ReportRun[]> {
  requirePermission(act, 'reports.read');
  const ofSchedule = scheduleId === null ? sql`` : sql`AND r.schedule_id = ${scheduleId}`;
  return tx.rows(sql<ReportRun>`
    SELECT ${runColumns} FROM report_runs r WHERE r.account_id = ${tx.accountId} AND r.id < ${before ?? Number.MAX_SAFE_INTEGER} ${ofSchedule} ORDER BY r.id DESC LIMIT ${Math.min(limit, 101)}`);
}

/** `not-found` for another account's, too. */
export async function getReportRun(tx: Tx, act: Act, id: number): Promise<ReportRun> {
  requirePermission(act, 'reports.read');
  const run = await tx.maybe(sql<ReportRun>`SELECT ${runColumns} FROM report_runs r WHERE r.account_id = ${tx.accountId} AND r.id = ${id}`);
  if (!run) throw notFound('report');
  return run;
}

export interface ReportFile { readonly fileName: string; readonly mediaType: string; readonly bytes: Buffer }

/** The file of a run. `not-found` where it is not made yet, or gone. */
export async function getReportFile(tx: Tx, act: Act, runId: number): Promise<ReportFile> {
  requirePermission(act, 'reports.export');
  const file = await tx.maybe(sql<ReportFile>`SELECT file_name AS "fileName", media_type AS "mediaType", bytes FROM report_files WHERE account_id = ${tx.accountId} AND run_id = ${runId}`);
  if (!file) throw notFound('file');
  return file;
}
