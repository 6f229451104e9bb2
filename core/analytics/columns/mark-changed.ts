import { sql, type Tx } from '#storage/index.ts';

/** Says that the facts of these conversations are being written, moved or deleted: whoever does it says so in the same transaction, or columns go on counting what was. */
export async function markChanged(tx: Tx, conversationIds: readonly number[]): Promise<void> {
  const ids = [...new Set(conversationIds)];
  if (ids.length > 0) await tx.run(sql`INSERT INTO fact_changes (account_id, conversation_ids) VALUES (${tx.accountId}, ${ids}::bigint[])`);
}

/** A point in the order of transactions. */
export type ChangeMark = string & { readonly brand?: 'xid8' };

/** What the transaction's snapshot does not show yet is at this mark or after it. */
export async function currentMark(tx: Tx): Promise<ChangeMark> {
  return (await tx.one(sql<{ mark: ChangeMark }>`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS mark`)).mark;
}

/**
 * Conversations whose facts changed at the mark or after it, as far as the transaction's snapshot shows, and the mark to go on from; some were shown to the reader of the mark already. The transaction is a
 * repeatable read: what it reads of the facts afterwards is of the same moment.
 */
export async function changedSince(tx: Tx, mark: ChangeMark): Promise<{ readonly mark: ChangeMark; readonly conversationIds: readonly number[] }> {
  return tx.one(sql<{ mark: ChangeMark; conversationIds: number[] }>`
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS mark, ARRAY(
      SELECT DISTINCT u.id FROM fact_changes c, unnest(c.conversation_ids) AS u(id) WHERE c.account_id = ${tx.accountId} AND c.changed >= ${mark}::xid8 ORDER BY 1) AS "conversationIds"`);
}

/** Changes that every copy has read since. How many went. */
export async function sweepFactChanges(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`DELETE FROM fact_changes WHERE account_id = ${tx.accountId} AND at < ${before}::timestamptz`);
}

