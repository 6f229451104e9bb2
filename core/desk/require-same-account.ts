import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';

/** An act reads in a transaction of its own account; anything else is a mistake of ours. */
export function requireSameAccount(tx: Tx, act: Act): void {
  if (tx.accountId !== act.accountId) throw new Error(`an act of account ${act.accountId} in a transaction of account ${tx.accountId}`);
}
