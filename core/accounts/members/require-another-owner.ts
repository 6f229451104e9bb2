import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * Throws `conflict` where the user is the only owner of the account who can sign in. Locks the account's row first: two owners who remove
 * each other at once take turns, and the second is refused.
 */
export async function requireAnotherOwner(tx: Tx, userId: number): Promise<void> {
  await tx.rows(sql<object>`SELECT id FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
  const owners = await tx.rows(sql<{ userId: number }>`
    SELECT m.user_id AS "userId" FROM memberships m
    JOIN roles r ON r.account_id = m.account_id AND r.id = m.role_id AND r.is_built_in AND r.name = 'owner'
    JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
    WHERE m.account_id = ${tx.accountId} AND m.ended_at IS NULL`);
  if (owners.length === 1 && owners[0]!.userId === userId) throw new CoreError('conflict', 'An account keeps at least one owner.', { key: 'last-owner' });
}
