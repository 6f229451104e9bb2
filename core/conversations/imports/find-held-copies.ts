import { sql, type Tx } from '#storage/index.ts';

/** Which of these copies of a channel are stored or quarantined already: a repeated import need not parse them again. */
export async function findHeldCopies(tx: Tx, channelId: number, copyKeys: readonly string[]): Promise<{ stored: Set<string>; quarantined: Set<string> }> {
  const keys = [...copyKeys];
  const stored = await tx.rows(sql<{ copy_key: string }>`
    SELECT copy_key FROM message_copies WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND copy_key = ANY(${keys}::text[])`);
  const quarantined = await tx.rows(sql<{ copy_key: string }>`
    SELECT copy_key FROM quarantine WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND copy_key = ANY(${keys}::text[])`);
  return { stored: new Set(stored.map((row) => row.copy_key)), quarantined: new Set(quarantined.map((row) => row.copy_key)) };
}
