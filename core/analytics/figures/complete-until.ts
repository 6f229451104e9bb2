import { sql, type Tx } from '#storage/index.ts';
import { factsConsumerName } from '../projection/facts-consumer-name.ts';

/** Everything stored before this instant is in the figures: when the first event was stored that the facts have not answered yet, else now. */
export async function completeUntil(tx: Tx, nowMs: number): Promise<string> {
  const row = await tx.maybe(sql<{ storedAt: string }>`
    SELECT e.stored_at AS "storedAt" FROM events e
    WHERE e.account_id = ${tx.accountId} AND e.position > coalesce((SELECT c.position FROM event_cursors c WHERE c.account_id = ${tx.accountId} AND c.consumer = ${factsConsumerName}), 0)
    ORDER BY e.position LIMIT 1`);
  return row === null ? new Date(nowMs).toISOString() : new Date(row.storedAt).toISOString();
}
