import { sql, type Tx } from '#storage/index.ts';

/** Failures that another try may cure: the machine was slow, the thread that parsed died. */
const transientCodes = ['parse-timeout', 'parse-failed'];

export interface HeldCopies {
  readonly stored: Set<string>;
  readonly quarantined: Set<string>;
  /** In quarantine for a reason that may have gone: worth another try. */
  readonly retryable: Set<string>;
}

/** Which of these copies of a channel are stored or quarantined already: a repeated import need not parse them again. */
export async function findHeldCopies(tx: Tx, channelId: number, copyKeys: readonly string[]): Promise<HeldCopies> {
  const keys = [...copyKeys];
  const stored = await tx.rows(sql<{ copy_key: string }>`
    SELECT copy_key FROM message_copies WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND copy_key = ANY(${keys}::text[])`);
  const quarantined = await tx.rows(sql<{ copy_key: string; code: string }>`
    SELECT copy_key, code FROM quarantine WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND copy_key = ANY(${keys}::text[])`);
  const keysOf = (isTransient: boolean) => new Set(quarantined.filter((row) => transientCodes.includes(row.code) === isTransient).map((row) => row.copy_key));
  return { stored: new Set(stored.map((row) => row.copy_key)), quarantined: keysOf(false), retryable: keysOf(true) };
}
