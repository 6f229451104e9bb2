import { sql, type Tx } from '#storage/index.ts';

/** The zone whose days figures are of: the account's, so that everybody who looks sees the same. */
export async function accountZone(tx: Tx): Promise<string> {
  return (await tx.one(sql<{ zone: string }>`SELECT zone FROM accounts WHERE id = ${tx.accountId}`)).zone;
}
