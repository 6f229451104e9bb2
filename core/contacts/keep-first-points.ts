import { sql, type Tx } from '#storage/index.ts';

/**
 * Writes what contacts are listed by into their own rows: the first address, number and domain, and whether they can be reached at all. Called by whatever changed points, in the same transaction, with the
 * contact's row locked before (two at once would else each see only their own points).
 */
export async function keepFirstPoints(tx: Tx, contactIds: readonly number[]): Promise<void> {
  const first = (kind: 'email' | 'phone' | 'domain') => sql`(SELECT p.value_norm FROM contact_points p
    WHERE p.account_id = ${tx.accountId} AND p.contact_id = w.id AND p.kind = ${kind} ORDER BY p.is_main DESC, p.id LIMIT 1)`;
  await tx.run(sql`
    UPDATE contacts c SET email_norm = f.email, phone_norm = f.phone, domain_norm = f.domain, is_reachable = f.reachable
    FROM (SELECT w.id, ${first('email')} AS email, ${first('phone')} AS phone, ${first('domain')} AS domain,
        EXISTS (SELECT FROM contact_points p WHERE p.account_id = ${tx.accountId} AND p.contact_id = w.id) AS reachable
      FROM unnest(${[...contactIds]}::bigint[]) AS w(id)) f
    WHERE c.account_id = ${tx.accountId} AND c.id = f.id
      AND (c.email_norm, c.phone_norm, c.domain_norm, c.is_reachable) IS DISTINCT FROM (f.email, f.phone, f.domain, f.reachable)`);
}
