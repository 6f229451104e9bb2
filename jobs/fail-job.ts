import { sql, type Tx } from '#storage/index.ts';
import type { Job } from './job.ts';
import { retryDelayMs } from './retry-delay.ts';

const errorCharsMax = 2_000;

/**
 * Puts a job back for a later try, or gives it up after its last (`failed_at`: it stays for people to see). `gaveUp` null: the lease was
 * lost, the job is another's.
 */
export async function failJob(
  tx: Tx, job: Pick<Job, 'id' | 'attempt'>, { error, nowMs, random }: { error: unknown; nowMs: number; random?: () => number },
): Promise<{ gaveUp: boolean | null }> {
  const now = new Date(nowMs).toISOString();
  const next = new Date(nowMs + retryDelayMs(job.attempt, random)).toISOString();
  const text = (error instanceof Error ? error.message : String(error)).replaceAll('\u0000', '').slice(0, errorCharsMax);
  const row = await tx.maybe(sql<{ gave_up: boolean }>`
    UPDATE jobs SET lease_until = NULL, last_error = ${text},
      run_at = CASE WHEN attempts >= attempts_max THEN run_at ELSE ${next}::timestamptz END,
      failed_at = CASE WHEN attempts >= attempts_max THEN ${now}::timestamptz END
    WHERE id = ${job.id} AND attempts = ${job.attempt} AND failed_at IS NULL RETURNING failed_at IS NOT NULL AS gave_up`);
  return { gaveUp: row?.gave_up ?? null };
}
