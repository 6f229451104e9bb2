import { sql, type Database } from '#storage/index.ts';
import type { Job } from './job.ts';

/** Keeps a job that takes longer than its lease. False: it is another's by now, and the work should end. */
export async function extendLease(database: Database, job: Pick<Job, 'id' | 'attempt'>, { leaseMs, nowMs }: { leaseMs: number; nowMs: number }): Promise<boolean> {
  const rows = await database.rows(sql<{ id: number }>`
    UPDATE jobs SET lease_until = ${new Date(nowMs + leaseMs).toISOString()}::timestamptz
    WHERE id = ${job.id} AND attempts = ${job.attempt} AND failed_at IS NULL RETURNING id`);
  return rows.length > 0;
}
