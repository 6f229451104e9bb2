import { sql, type Tx } from '#storage/index.ts';

/** Where a user is a member now, and as what. */
export interface UserPlace { readonly accountId: number; readonly name: string; readonly role: string }

/** All accounts of a user, oldest first. Looks beyond any account: for whoever rules over users, who then keeps to the accounts that are his. */
export async function findUserPlaces(tx: Tx, userId: number): Promise<UserPlace[]> {
  return tx.rows(sql<UserPlace>`
    SELECT a.id AS "accountId", a.name, r.role_name AS role
    FROM memberships m JOIN accounts a ON a.id = m.account_id AND a.deleted_at IS NULL CROSS JOIN LATERAL role_of(m.account_id, m.role_id) r
    WHERE m.user_id = ${userId} AND m.ended_at IS NULL ORDER BY a.id`);
}

/** Whether somebody who can sign in owns the account. Its row is locked: of two first owners at once the second waits. */
export async function hasOwner(tx: Tx): Promise<boolean> {
  await tx.rows(sql<object>`SELECT id FROM accounts WHERE id = ${tx.accountId} FOR NO KEY UPDATE`);
  const { has } = await tx.one(sql<{ has: boolean }>`
    SELECT EXISTS (SELECT FROM memberships m JOIN roles r ON r.account_id = m.account_id AND r.id = m.role_id AND r.is_built_in AND r.name = 'owner'
      JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL WHERE m.account_id = ${tx.accountId} AND m.ended_at IS NULL) AS has`);
  return has;
}
