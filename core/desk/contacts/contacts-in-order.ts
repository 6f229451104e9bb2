import { contactColumns, type Contact } from '#core/contacts/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Contacts by id, in the order given. */
export async function contactsInOrder(tx: Tx, ids: readonly number[]): Promise<Contact[]> {
  if (ids.length === 0) return []; // else the planner proves any partial index from the contradiction and reads through it
  const rows = await tx.rows(sql<Contact>`SELECT ${contactColumns} FROM contacts WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[])`);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
