import { sql, type Tx } from '#storage/index.ts';
import { attemptsMaxDefault, type JobInput } from './enqueue-job.ts';

/** Many at once, in one statement and in their order; otherwise as `enqueueJob`. Returns how many were written. */
export async function enqueueJobs(tx: Tx, jobs: readonly JobInput[]): Promise<number> {
  if (jobs.length === 0) return 0;
  const rows = jobs.map(({ queue, kind, uniqueKey = null, payload, runAt, attemptsMax = attemptsMaxDefault }) => ({ queue, kind, key: uniqueKey, payload, run_at: runAt, attempts: attemptsMax }));
  return tx.run(sql`
    INSERT INTO jobs (account_id, queue, kind, unique_key, payload, run_at, attempts_max, created_at)
    SELECT ${tx.accountId === 0 ? null : tx.accountId}::bigint, r.queue, r.kind, r.key, r.payload, r.run_at, r.attempts, r.run_at
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(queue text, kind text, key text, payload jsonb, run_at timestamptz, attempts integer)
    ON CONFLICT (account_id, kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING`);
}
