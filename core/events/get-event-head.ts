import { sql, type Tx } from '#storage/index.ts';

/** The last position given to an event of the account; 0 before the first. */
export async function getEventHead(tx: Tx): Promise<number> {
  const head = await tx.maybe(sql<{ position: number }>`SELECT position FROM event_heads WHERE account_id = ${tx.accountId}`);
  return head?.position ?? 0;
}
