import { sql, type Database } from '#storage/index.ts';
import type { Job } from './job.ts';

export interface TakeOptions {
  readonly queue: string;
  /** Jobs at most. */
  readonly limit: number;
  readonly leaseMs: number;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/**
 * Takes jobs that are due, oldest first, under a lease; one round trip. Runners never wait for each other (SKIP LOCKED). A job whose lease
 * ran out is due again: its runner died or hangs. One that ran out at its last attempt is given up here, because nobody is left to say so.
 */
export async function takeJobs(database: Database, { queue, limit, leaseMs, nowMs }: TakeOptions): Promise<Job[]> {
  const [now, leaseUntil] = [new Date(nowMs).toISOString(), new Date(nowMs + leaseMs).toISOString()];
  const jobs = await database.rows(sql<Job>`
    WITH due AS (
      SELECT id, attempts >= attempts_max AS is_used_up FROM jobs
      WHERE queue = ${queue} AND run_at <= ${now}::timestamptz AND failed_at IS NULL AND (lease_until IS NULL OR lease_until <= ${now}::timestamptz)
        AND (account_id IS NULL OR EXISTS (SELECT FROM open_accounts a WHERE a.id = jobs.account_id)) -- those of a shut account wait, in case it comes back
      ORDER BY run_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ), given_up AS (
      UPDATE jobs j SET failed_at = ${now}::timestamptz, lease_until = NULL, last_error = 'the lease of the last attempt ran out'
      FROM due WHERE j.id = due.id AND due.is_used_up
    )
    UPDATE jobs j SET lease_until = ${leaseUntil}::timestamptz, attempts = j.attempts + 1
    FROM due WHERE j.id = due.id AND NOT due.is_used_up
    RETURNING j.id, j.account_id AS "accountId", j.queue, j.kind, j.payload, j.attempts AS attempt, j.attempts_max AS "attemptsMax", j.lease_until AS "leaseUntil"`);
  return jobs.sort((a, b) => a.id - b.id);
}
