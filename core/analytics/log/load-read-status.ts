import { sql, type Tx } from '#storage/index.ts';

/** Per message: in which mailboxes (by address) it lies, and whether it was read there (\Seen, RFC 9051 2.3.2, on one of its copies). */
export async function loadReadStatus(tx: Tx, messageIds: readonly number[]): Promise<Map<number, Record<string, boolean>>> {
  const rows = await tx.rows(sql<{ id: number; mailbox: string; seen: boolean }>`
    SELECT c.message_id AS id, coalesce(ch.address, ch.name) AS mailbox, bool_or('\\Seen' = ANY(c.flags)) AS seen
    FROM message_copies c JOIN channels ch ON ch.account_id = c.account_id AND ch.id = c.channel_id
    WHERE c.account_id = ${tx.accountId} AND c.message_id = ANY(${[...messageIds]}::bigint[])
    GROUP BY 1, 2 ORDER BY 1, 2`);
  const status = new Map<number, Record<string, boolean>>();
  for (const [id, copies] of Map.groupBy(rows, (row) => row.id)) {
    status.set(id, Object.fromEntries(copies.map(({ mailbox, seen }) => [mailbox, seen])));
  }
  return status;
}
