import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

const timeoutMs = 3_000;

/**
 * Runs the rest of a read-only transaction under a short statement timeout: what a person may put together freely can ask for a walk
 * through everything. `too-large` where the time was not enough; the transaction is over then.
 */
export async function bounded<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.rows(sql<object>`SELECT set_config('statement_timeout', ${String(timeoutMs)}, true)`);
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown }).code !== '57014') throw error;
    throw new CoreError('too-large', 'This filter would look at too much. Narrow it down: by state, channel, assignee or time.', { key: 'filter-too-wide', cause: error });
  }
}
