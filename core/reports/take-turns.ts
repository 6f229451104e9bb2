import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** One at a time in an account, so that a count holds until what was counted is written. */
export async function takeTurns(tx: Tx): Promise<void> {
  await tx.rows(sql<object>`SELECT id FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
}

export const userOf = (act: Act): number | null => (act.actor.kind === 'user' ? act.actor.id : null);
