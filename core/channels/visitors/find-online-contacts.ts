import { sql, type Tx } from '#storage/index.ts';

/** Contacts who are there at this moment, by whatever name, by id; a thousand at most. */
export async function findOnlineContacts(tx: Tx): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT DISTINCT s.contact_id AS id FROM visitors v JOIN contact_sources s ON s.account_id = v.account_id AND s.channel_id = v.channel_id AND s.source_id = v.source_id
    WHERE v.account_id = ${tx.accountId} AND v.until > clock_timestamp() ORDER BY 1 LIMIT 1000`);
  return rows.map(({ id }) => id);
}
