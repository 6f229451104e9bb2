import { sql, type Tx } from '#storage/index.ts';

/** Says that the facts of these conversations are being written, moved or deleted: whoever does it says so in the same transaction, or columns go on counting what was. */
export async function markChanged(tx: Tx, conversationIds: readonly number[]): Promise<void> {
  const ids = [...new Set(conversationIds)];
  if (ids.length > 0) await tx.run(sql`INSERT INTO fact_changes (account_id, conversation_ids) VALUES (${tx.accountId}, ${ids}::bigint[])`);
}

/** What a snapshot shows, as PostgreSQL writes it: of two snapshots one shows all that the other does. */
export type ChangeMark = string & { readonly brand?: 'pg_snapshot' };

/** Of the transaction, a repeatable read. */
export async function currentMark(tx: Tx): Promise<ChangeMark> {
  return (await tx.one(sql<{ mark: ChangeMark }>`SELECT pg_current_snapshot()::text AS mark`)).mark;
}

export interface Changes { readonly mark: ChangeMark; /** The transaction reads as of a moment before the mark. */ readonly isEarlier: boolean; readonly conversationIds: readonly number[] }

/**
 * Conversations whose facts changed and of which the mark does not know, and the transaction's own mark. The transaction is a repeatable read: what it reads of the facts afterwards is of the same moment. Asked
 * is what its snapshot shows and the mark's did not, not what came after a number: a transaction of anybody that stays open for hours would have all since then read again each time. Rows from another cluster
 * (a restore) whose numbers are ahead of this one's are shown by no snapshot.
 */
export async function changedSince(tx: Tx, mark: ChangeMark): Promise<Changes> {
  return tx.one(sql<Changes>`
    SELECT own.shot::text AS mark,
      pg_snapshot_xmax(own.shot) < pg_snapshot_xmax(known.shot) OR EXISTS (SELECT FROM pg_snapshot_xip(own.shot) AS x(id) WHERE pg_visible_in_snapshot(x.id, known.shot)) AS "isEarlier",
      ARRAY(SELECT DISTINCT u.id FROM fact_changes c, unnest(c.conversation_ids) AS u(id)
        WHERE c.account_id = ${tx.accountId} AND c.changed >= pg_snapshot_xmin(known.shot) AND NOT pg_visible_in_snapshot(c.changed, known.shot) AND pg_visible_in_snapshot(c.changed, own.shot)
        ORDER BY 1) AS "conversationIds"
    FROM (SELECT ${mark}::pg_snapshot AS shot) AS known, (SELECT pg_current_snapshot() AS shot) AS own`);
}

/** Changes that every copy has read since. How many went. */
export async function sweepFactChanges(tx: Tx, before: string): Promise<number> {
  return tx.run(sql`DELETE FROM fact_changes WHERE account_id = ${tx.accountId} AND at < ${before}::timestamptz`);
}
