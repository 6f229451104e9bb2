import type { Contact } from '#core/contacts/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Contacts by id, in the order given. */
export async function contactsInOrder(tx: Tx, ids: readonly number[]): Promise<Contact[]> {
  const rows = await tx.rows(sql<Contact>`
    SELECT c.id, c.name, c.company_id AS "companyId", c.created_at AS "createdAt", c.updated_at AS "updatedAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'value', p.value) ORDER BY p.id)
        FROM contact_points p WHERE p.account_id = c.account_id AND p.contact_id = c.id), '[]') AS points
    FROM contacts c WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${[...ids]}::bigint[])`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
