import { sql, type Tx } from '#storage/index.ts';

export interface JobInput {
  readonly queue: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** RFC 3339: not before this instant. */
  readonly runAt: string;
  /** While a job of this account and kind with this key is there, another is not written. */
  readonly uniqueKey?: string | null;
  readonly attemptsMax?: number;
}

export const attemptsMaxDefault = 10;

/**
 * Writes a job in the transaction that wants it: there is no job without the change, and no change without the job. Belongs to the
 * transaction's account. Returns the id, or null where a job with the unique key is there already.
 */
export async function enqueueJob(tx: Tx, job: JobInput): Promise<number | null> {
  const accountId = tx.accountId === 0 ? null : tx.accountId;
  const row = await tx.maybe(sql<{ id: number }>`
    INSERT INTO jobs (account_id, queue, kind, unique_key, payload, run_at, attempts_max, created_at)
    VALUES (${accountId}::bigint, ${job.queue}, ${job.kind}, ${job.uniqueKey ?? null}, ${JSON.stringify(job.payload)}::jsonb, ${job.runAt}::timestamptz,
      ${job.attemptsMax ?? attemptsMaxDefault}::integer, ${job.runAt}::timestamptz)
    ON CONFLICT (account_id, kind, unique_key) WHERE unique_key IS NOT NULL DO NOTHING RETURNING id`);
  return row?.id ?? null;
}
