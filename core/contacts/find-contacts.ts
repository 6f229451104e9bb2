import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { contactColumns, type Contact, type PointKind } from './contact.ts';
import { pointNorm } from './point-norm.ts';

export async function getContact(tx: Tx, act: Act, contactId: number): Promise<Contact> {
  requirePermission(act, 'contacts.read');
  const contact = await tx.maybe(sql<Contact>`
    SELECT ${contactColumns} FROM contacts WHERE account_id = ${tx.accountId} AND id = ${contactId} AND deleted_at IS NULL`);
  if (!contact) throw notFound('contact');
  return contact;
}

/** Contacts by id after `after`, of one company where asked for. */
export async function findContacts(
  tx: Tx, act: Act, { after = 0, limit = 100, companyId }: { after?: number; limit?: number; companyId?: number } = {},
): Promise<Contact[]> {
  requirePermission(act, 'contacts.read');
  const conditions: Sql[] = [sql`account_id = ${tx.accountId}`, sql`id > ${after}`, sql`deleted_at IS NULL`];
  if (companyId !== undefined) conditions.push(sql`company_id = ${companyId}`);
  return tx.rows(sql<Contact>`SELECT ${contactColumns} FROM contacts WHERE ${allOf(conditions)} ORDER BY id LIMIT ${Math.min(limit, 500)}`);
}

/** Who is reached there; null where nobody is, or where the value is none of its kind. */
export async function findContactByPoint(tx: Tx, act: Act, kind: PointKind, value: string): Promise<Contact | null> {
  requirePermission(act, 'contacts.read');
  let norm: string;
  try {
    norm = pointNorm(kind, value);
  } catch (error) {
    if (error instanceof CoreError && error.code === 'invalid') return null;
    throw error;
  }
  return tx.maybe(sql<Contact>`
    SELECT ${contactColumns} FROM contacts WHERE account_id = ${tx.accountId} AND deleted_at IS NULL AND id = (
      SELECT contact_id FROM contact_points WHERE account_id = ${tx.accountId} AND kind = ${kind} AND value_norm = ${norm})`);
}

/** These contacts by id, with their company's name; for reads that have checked their own permission. */
export async function contactNames(tx: Tx, ids: readonly number[]): Promise<(Contact & { readonly companyName: string | null })[]> {
  if (ids.length === 0) return [];
  return tx.rows(sql<Contact & { companyName: string | null }>`
    SELECT ${contactColumns}, (SELECT o.name FROM companies o WHERE o.account_id = contacts.account_id AND o.id = contacts.company_id AND o.deleted_at IS NULL) AS "companyName"
    FROM contacts WHERE account_id = ${tx.accountId} AND id = ANY(${[...ids]}::bigint[]) AND deleted_at IS NULL ORDER BY id`);
}
