import type { Contact } from '#core/contacts/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { bounded } from '../conditions/bounded.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { contactsInOrder } from './contacts-in-order.ts';
import { searchText } from './search-contacts.ts';

/** A contact as an address or a whole domain. */
export interface MailContact extends Contact {
  readonly kind: 'email' | 'domain';
  /** Its first address, normalised; of a contact without any its domain. */
  readonly address: string;
}

export interface MailContactPage {
  /** In the name, an address, a number, a domain; '' finds all. */
  readonly search?: string;
  readonly sort?: 'id' | 'address';
  readonly direction?: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

/**
 * A numbered page of the contacts that have a mail address or are a domain, and how many there are, exactly. Both are walks along indexes of contacts alone, whatever the order and the depth; from behind
 * the middle on a page is walked to from the end. With a text the contacts that hold it are found first, all of them, and each page counts and orders them anew. `too-large` where three seconds are not enough.
 */
export async function findMailContacts(
  tx: Tx, act: Act, { search = '', sort = 'address', direction = 'asc', limit, offset }: MailContactPage,
): Promise<{ total: number; rows: MailContact[] }> {
  requirePermission(act, 'contacts.read');
  requireSameAccount(tx, act);
  return bounded(tx, async () => {
    if (search.trim() !== '') return holding(tx, searchText(search), { sort, direction, limit, offset });
    const present = sql`c.account_id = ${tx.accountId} AND c.deleted_at IS NULL`;
    const listed = sql`${present} AND c.has_mail`;
    const { total } = await tx.one(sql<{ total: number }>`SELECT count(*) AS total FROM contacts c WHERE ${listed}`);
    const rows = Math.min(limit, total - offset);
    if (rows <= 0) return { total, rows: [] };
    const isFromEnd = offset > total / 2;
    const way = (direction === 'asc') === isFromEnd ? sql`DESC` : sql`ASC`;
    const skipped = isFromEnd ? total - offset - rows : offset;
    const page = await tx.rows(sort === 'id'
      ? sql<{ id: number }>`SELECT c.id FROM contacts c WHERE ${listed} ORDER BY c.id ${way} LIMIT ${rows} OFFSET ${skipped}`
      : byAddress(present, way, rows, skipped));
    if (isFromEnd) page.reverse();
    return { total, rows: await mailContacts(tx, page.map(({ id }) => id)) };
  });
}

/** Of the contacts that hold a text, however many: one statement, as two would look for them twice. */
async function holding(tx: Tx, text: string, { sort, direction, limit, offset }: Required<Omit<MailContactPage, 'search'>>): Promise<{ total: number; rows: MailContact[] }> {
  const way = direction === 'asc' ? sql`ASC` : sql`DESC`;
  const order = sort === 'id' ? sql`h.id ${way}` : sql`h.value ${way}, h.id ${way}`;
  const { total, ids } = await tx.one(sql<{ total: number; ids: number[] }>`
    WITH h AS MATERIALIZED (
      SELECT c.id, coalesce(c.email_norm, c.domain_norm) AS value FROM search_contacts(${tx.accountId}::bigint, ${text}::text, NULL, NULL, ${everything}) AS f(id)
        JOIN contacts c ON c.account_id = ${tx.accountId} AND c.id = f.id WHERE c.has_mail AND c.deleted_at IS NULL)
    SELECT (SELECT count(*)::int FROM h) AS total, ARRAY(SELECT h.id FROM h ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}) AS ids`);
  return { total, rows: await mailContacts(tx, ids) };
}

const everything = 2_147_483_647;

async function mailContacts(tx: Tx, ids: readonly number[]): Promise<MailContact[]> {
  const contacts = new Map((await contactsInOrder(tx, [...ids])).map((row) => [row.id, row]));
  return ids.flatMap((id) => mailContactOf(contacts.get(id)) ?? []);
}

/** The same of one contact; null: it has no address and is no domain. */
export function mailContactOf(contact: Contact | undefined): MailContact | null {
  const first = contact?.points.find(({ kind }) => kind === 'email') ?? contact?.points.find(({ kind }) => kind === 'domain');
  if (!contact || !first || (first.kind !== 'email' && first.kind !== 'domain')) return null;
  return { ...contact, kind: first.kind, address: first.value.trim().toLowerCase().replace(/^@/, '') };
}

/** Addresses and domains by themselves, each along its index and asking nothing that is not in it, merged: no address is equal to a domain. */
function byAddress(present: Sql, way: Sql, limit: number, offset: number): Sql<{ id: number }> {
  const part = (value: Sql, has: Sql) => sql`(SELECT c.id, ${value} AS value FROM contacts c WHERE ${present} AND ${has} ORDER BY ${value} ${way} LIMIT ${limit + offset})`;
  return sql<{ id: number }>`SELECT m.id FROM (
    ${part(sql`c.email_norm`, sql`c.email_norm IS NOT NULL`)} UNION ALL ${part(sql`c.domain_norm`, sql`c.email_norm IS NULL AND c.domain_norm IS NOT NULL`)}) m
    ORDER BY m.value ${way} LIMIT ${limit} OFFSET ${offset}`;
}
