import type { Contact } from '#core/contacts/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { bounded } from '../conditions/bounded.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { contactsInOrder } from './contacts-in-order.ts';
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
 * A numbered page of the contacts that have a mail address or are a domain, and how many there are, exactly. Both are walks along indexes of contacts alone, whatever the order and the depth; from behind
 * the middle on a page is walked to from the end. `too-large` where three seconds are not enough.
 */
export async function findMailContacts(
  tx: Tx, act: Act, { search = '', sort = 'address', direction = 'asc', limit, offset }: MailContactPage,
): Promise<{ total: number; rows: MailContact[] }> {
  requirePermission(act, 'contacts.read');
  requireSameAccount(tx, act);
  return bounded(tx, async () => {
    const ids = search.trim() === '' ? null : await contactsHolding(tx, search, { max: holdingMax });
    const present = sql`c.account_id = ${tx.accountId} AND c.deleted_at IS NULL AND ${ids === null ? sql`true` : sql`c.id = ANY(${ids}::bigint[])`}`;
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
    const contacts = new Map((await contactsInOrder(tx, page.map(({ id }) => id))).map((row) => [row.id, row]));
    return { total, rows: page.flatMap(({ id }) => mailContactOf(contacts.get(id)) ?? []) };
  });
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
