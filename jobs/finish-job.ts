import { sql, type Tx } from '#storage/index.ts';
import type { Job } from './job.ts';

/**
 * Removes a job that is done. In the handler's own transaction the work and its end are one. False: the lease was lost and another has
 * taken the job; a handler that finishes in its transaction must then roll back.
 */
export async function finishJob(tx: Tx, job: Pick<Job, 'id' | 'attempt'>): Promise<boolean> {
  return (await tx.run(sql`DELETE FROM jobs WHERE id = ${job.id} AND attempts = ${job.attempt} AND failed_at IS NULL`)) > 0;
}
