import { sql, type Tx } from '#storage/index.ts';

/** Lets messages and conversations follow threads that were united into others. */
export async function moveThreads(tx: Tx, unions: readonly { readonly from: number; readonly into: number }[]): Promise<void> {
  const account = tx.accountId;
  const pairs = JSON.stringify(unions);
  await tx.run(sql`
    UPDATE messages m SET thread_id = r."into" FROM jsonb_to_recordset(${pairs}::jsonb) AS r("from" bigint, "into" bigint)
    WHERE m.account_id = ${account} AND m.thread_id = r."from"`);
  await tx.run(sql`
    WITH gone AS (
      DELETE FROM conversation_threads ct USING jsonb_to_recordset(${pairs}::jsonb) AS r("from" bigint, "into" bigint)
      WHERE ct.account_id = ${account} AND ct.thread_id = r."from"
      RETURNING ct.conversation_id, r."into" AS thread_id, ct.because)
    INSERT INTO conversation_threads (account_id, conversation_id, thread_id, because)
    SELECT ${account}::bigint, conversation_id, thread_id, min(because) FROM gone GROUP BY conversation_id, thread_id
    ON CONFLICT DO NOTHING`);
}
