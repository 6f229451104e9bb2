import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { fileDaysMax } from './report-run.ts';

const sweptAtOnceMax = 500;

/** Files after 30 days, the history after a year; a run or mail whose job is gone (a process that died at every try) is over after two days. For the server's housekeeping. */
export async function sweepReports(tx: Tx, act: Act): Promise<void> {
  await tx.run(sql`
    DELETE FROM report_files f USING report_runs r WHERE f.account_id = ${tx.accountId} AND r.account_id = f.account_id AND r.id = f.run_id AND r.created_at < ${act.now}::timestamptz - make_interval(days => ${fileDaysMax})`);
  await tx.run(sql`
    DELETE FROM report_runs WHERE account_id = ${tx.accountId} AND id IN (
      SELECT id FROM report_runs WHERE account_id = ${tx.accountId} AND created_at < ${act.now}::timestamptz - interval '365 days' ORDER BY id LIMIT ${sweptAtOnceMax})`);
  await tx.run(sql`
    UPDATE report_runs SET state = 'failed', problem = 'unmade', ended_at = ${act.now} WHERE account_id = ${tx.accountId} AND state = 'waiting' AND created_at < ${act.now}::timestamptz - interval '2 days'`);
  await tx.run(sql`
    UPDATE report_mails SET state = 'failed', problem = coalesce(problem, 'given-up'), ended_at = ${act.now} WHERE account_id = ${tx.accountId} AND state = 'waiting' AND created_at < ${act.now}::timestamptz - interval '2 days'`);
}
