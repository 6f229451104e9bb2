import { randomUUID } from 'node:crypto';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { mailsLeft } from '../check-report.ts';
import { takeTurns } from '../take-turns.ts';
import { fileBytesMax, runColumns, type ReportProblem, type ReportRun } from './report-run.ts';
import type { ReportFile } from './find-runs.ts';

/** A run that waits to be made; null: it was made, failed, or its schedule is gone (which is noted). For the server's jobs. */
export async function getWaitingRun(tx: Tx, act: Act, id: number): Promise<ReportRun | null> {
  const run = await tx.maybe(sql<ReportRun>`SELECT ${runColumns} FROM report_runs r WHERE r.account_id = ${tx.accountId} AND r.id = ${id} AND r.state = 'waiting'`);
  if (!run) return null;
  if (run.kind === 'scheduled' && run.scheduleId === null) {
    await endRun(tx, act, id, 'schedule-deleted');
    return null;
  }
  return run;
}

/**
 * The file, the end of the run and a mail for each recipient with its job, in one transaction: whatever happens after, the same bytes go out. Two that made the same run: the second
 * changes nothing. What is over the account's mails of a day is noted as not sent.
 */
export async function recordReportMade(tx: Tx, act: Act, id: number, file: ReportFile, enqueue: (ordinal: number) => Promise<void>): Promise<boolean> {
  if (file.bytes.byteLength > fileBytesMax) return endRun(tx, act, id, 'too-large');
  await takeTurns(tx);
  const run = await tx.maybe(sql<{ recipients: string[] }>`
    UPDATE report_runs SET state = 'made', problem = NULL, ended_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id} AND state = 'waiting' RETURNING recipients`);
  if (!run) return false;
  await tx.run(sql`
    INSERT INTO report_files (account_id, run_id, file_name, media_type, byte_count, bytes) VALUES (${tx.accountId}, ${id}, ${file.fileName}, ${file.mediaType}, ${file.bytes.byteLength}, ${file.bytes})`);
  const left = await mailsLeft(tx, act.now);
  for (const [at, address] of run.recipients.entries()) {
    const ordinal = at + 1;
    const mayGo = ordinal <= left;
    await tx.run(sql`
      INSERT INTO report_mails (account_id, run_id, ordinal, address, id_part, state, problem, created_at, ended_at)
      VALUES (${tx.accountId}, ${id}, ${ordinal}, ${address}, ${randomUUID()}, ${mayGo ? 'waiting' : 'failed'}, ${mayGo ? null : 'mails-a-day'}, ${act.now}, ${mayGo ? null : act.now}::timestamptz)`);
    if (mayGo) await enqueue(ordinal);
  }
  return true;
}

/** It is not made. False where it has ended already. */
export async function recordReportFailed(tx: Tx, act: Act, id: number, problem: ReportProblem): Promise<boolean> {
  return endRun(tx, act, id, problem);
}

async function endRun(tx: Tx, act: Act, id: number, problem: ReportProblem): Promise<boolean> {
  const state = problem === 'schedule-deleted' ? 'skipped' : 'failed';
  return (await tx.run(sql`UPDATE report_runs SET state = ${state}, problem = ${problem}, ended_at = ${act.now} WHERE account_id = ${tx.accountId} AND id = ${id} AND state = 'waiting'`)) > 0;
}
