import { sql, type Tx } from '#storage/index.ts';

export interface Membership { readonly accountId: number; readonly slug: string; readonly name: string; readonly ended: boolean }

/** The accounts a user belongs or belonged to, oldest first: what a person may choose from after signing in. */
export async function findMemberships(tx: Tx, userId: number): Promise<Membership[]> {
  return tx.rows(sql<Membership>`
    SELECT a.id AS "accountId", a.slug, a.name, m.ended_at IS NOT NULL AS ended
    FROM memberships m JOIN accounts a ON a.id = m.account_id
    WHERE m.user_id = ${userId} AND a.deleted_at IS NULL ORDER BY a.id`);
}
