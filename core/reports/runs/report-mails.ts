import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { runColumns, type ReportRun } from './report-run.ts';
import type { ReportFile } from './find-runs.ts';

/** A mail that is to go out, with what it carries. */
export interface WaitingMail { readonly address: string; readonly idPart: string; readonly accountName: string; readonly run: ReportRun; readonly file: ReportFile }

/** Null: it has gone, was given up, or the run is gone. For the server's jobs. */
export async function getWaitingMail(tx: Tx, runId: number, ordinal: number): Promise<WaitingMail | null> {
  const mail = await tx.maybe(sql<{ address: string; idPart: string; accountName: string } & ReportFile>`
    SELECT m.address, m.id_part AS "idPart", a.name AS "accountName", f.file_name AS "fileName", f.media_type AS "mediaType", f.bytes
    FROM report_mails m JOIN report_files f ON f.account_id = m.account_id AND f.run_id = m.run_id JOIN accounts a ON a.id = m.account_id AND a.deleted_at IS NULL
    WHERE m.account_id = ${tx.accountId} AND m.run_id = ${runId} AND m.ordinal = ${ordinal} AND m.state = 'waiting'`);
  if (!mail) return null;
  const run = await tx.one(sql<ReportRun>`SELECT ${runColumns} FROM report_runs r WHERE r.account_id = ${tx.accountId} AND r.id = ${runId}`);
  const { address, idPart, accountName, ...file } = mail;
  return { address, idPart, accountName, run, file };
}

/** What came of a try: null went, else what is wrong, and whether that is the end. */
export async function recordReportMail(tx: Tx, act: Act, runId: number, ordinal: number, problem: string | null, { isFinal }: { isFinal: boolean }): Promise<void> {
  const state = problem === null ? 'sent' : isFinal ? 'failed' : 'waiting';
  await tx.run(sql`
    UPDATE report_mails SET state = ${state}, tries = tries + 1, problem = ${problem === null ? null : problem.replaceAll('\u0000', '').slice(0, 500)}, ended_at = ${state === 'waiting' ? null : act.now}::timestamptz
    WHERE account_id = ${tx.accountId} AND run_id = ${runId} AND ordinal = ${ordinal} AND state = 'waiting'`);
}
