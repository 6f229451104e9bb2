import { contactColumns, type Contact } from '#core/contacts/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { bounded } from '../conditions/bounded.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { contactsHolding } from './search-contacts.ts';

/** A contact as an address or a whole domain. */
export interface MailContact extends Contact {
  readonly kind: 'email' | 'domain';
  /** Its first address, normalised; of a contact without any its domain. */
  readonly address: string;
}

export interface MailContactPage {
  /** In the name, an address, a domain; '' finds all. Else a page is made of the 5,000 newest contacts that hold it. */
  readonly search?: string;
  readonly sort?: 'id' | 'address';
  readonly direction?: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

const holdingMax = 5_000;

/**
 * A numbered page of the contacts that have a mail address or are a domain, and how many there are, exactly. A page costs what lies before it (an index walk), the count one
 * walk over an index of its own (`contact_points_mail`). `too-large` where three seconds are not enough.
 */
export async function findMailContacts(
  tx: Tx, act: Act, { search = '', sort = 'address', direction = 'asc', limit, offset }: MailContactPage,
): Promise<{ total: number; rows: MailContact[] }> {
  requirePermission(act, 'contacts.read');
  requireSameAccount(tx, act);
  return bounded(tx, async () => {
    const ids = search.trim() === '' ? null : await contactsHolding(tx, search, { max: holdingMax });
    const among = ids === null ? sql`true` : sql`p.contact_id = ANY(${ids}::bigint[])`;
    const { total } = await tx.one(countOf(tx, among));
    if (offset >= total || limit <= 0) return { total, rows: [] };
    const way = direction === 'asc' ? sql`ASC` : sql`DESC`;
    const found = sort === 'id' ? byId(tx, among, way, limit, offset) : byAddress(tx, among, way, limit, offset);
    const page = await tx.rows(found);
    const contacts = new Map((await tx.rows(sql<Contact>`SELECT ${contactColumns} FROM contacts WHERE account_id = ${tx.accountId} AND id = ANY(${page.map(({ id }) => id)}::bigint[]) AND deleted_at IS NULL`)).map((row) => [row.id, row]));
    return { total, rows: page.flatMap(({ id }) => mailContactOf(contacts.get(id)) ?? []) };
  });
}

/** The same of one contact; null: it has no address and is no domain. */
export function mailContactOf(contact: Contact | undefined): MailContact | null {
  const first = contact?.points.find(({ kind }) => kind === 'email') ?? contact?.points.find(({ kind }) => kind === 'domain');
  if (!contact || !first || (first.kind !== 'email' && first.kind !== 'domain')) return null;
  return { ...contact, kind: first.kind, address: first.value.trim().toLowerCase().replace(/^@/, '') };
}

type Found = Sql<{ id: number }>;

/** Along the unique index of points, each kind by itself: each branch gives its first rows, and the two are merged. */
function byAddress(tx: Tx, among: Sql, way: Sql, limit: number, offset: number): Found {
  const before = sql`(q.is_main > p.is_main OR (q.is_main = p.is_main AND q.id < p.id))`;
  const branch = (kind: Sql, others: Sql) => sql`(SELECT p.contact_id, p.value_norm FROM contact_points p
    WHERE p.account_id = ${tx.accountId} AND p.kind = ${kind} AND ${among} AND NOT EXISTS (
      SELECT FROM contact_points q WHERE q.account_id = p.account_id AND q.contact_id = p.contact_id AND ${others})
    ORDER BY p.value_norm ${way} LIMIT ${offset + limit})`;
  return sql<{ id: number }>`SELECT m.contact_id AS id FROM (
    ${branch(sql`'email'`, sql`q.kind = 'email' AND ${before}`)} UNION ALL
    ${branch(sql`'domain'`, sql`(q.kind = 'email' OR (q.kind = 'domain' AND ${before}))`)}) m
    ORDER BY m.value_norm ${way}, m.contact_id LIMIT ${limit} OFFSET ${offset}`;
}

function byId(tx: Tx, among: Sql, way: Sql, limit: number, offset: number): Found {
  return sql<{ id: number }>`SELECT c.id FROM contacts c WHERE c.account_id = ${tx.accountId} AND c.deleted_at IS NULL AND EXISTS (
      SELECT FROM contact_points p WHERE p.account_id = c.account_id AND p.contact_id = c.id AND p.kind IN ('email', 'domain') AND ${among})
    ORDER BY c.id ${way} LIMIT ${limit} OFFSET ${offset}`;
}

/** Those with an address, and the domains that have none: each one walk over the kind's part of the index, already in order of contact. */
function countOf(tx: Tx, among: Sql): Sql<{ total: number }> {
  return sql<{ total: number }>`SELECT
    (SELECT count(DISTINCT p.contact_id) FROM contact_points p WHERE p.account_id = ${tx.accountId} AND p.kind = 'email' AND ${among})
    + (SELECT count(DISTINCT p.contact_id) FROM contact_points p WHERE p.account_id = ${tx.accountId} AND p.kind = 'domain' AND ${among}
      AND NOT EXISTS (SELECT FROM contact_points q WHERE q.account_id = p.account_id AND q.contact_id = p.contact_id AND q.kind = 'email')) AS total`;
}
