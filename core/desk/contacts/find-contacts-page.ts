import type { Contact } from '#core/contacts/index.ts';
import { invalid, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { findAttributeDefinitions } from '#core/labels/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { bounded } from '../conditions/bounded.ts';
import { compileTree } from '../conditions/compile-tree.ts';
import type { ConditionTree, ContactField } from '../conditions/condition.ts';
import { contactColumnsOf } from '../conditions/contact-columns.ts';
import { requireSameAccount } from '../require-same-account.ts';
import { contactsInOrder } from './contacts-in-order.ts';
import { contactsHolding } from './search-contacts.ts';

export type ContactSort = 'id' | 'name' | 'email' | 'phone' | 'last-activity';

export interface ContactPage {
  /** By email or phone: those that have one, by their first. Default: id, so that pages do not move when contacts are added. */
  readonly sort?: ContactSort;
  readonly isDescending?: boolean;
  readonly offset: number;
  /** At most 100. */
  readonly limit: number;
}

export interface ContactsPage {
  readonly rows: readonly Contact[];
  /** Up to 50,000. */
  readonly count: number;
}

const countMax = 50_000;
const limitMax = 100;
const offsetMax = 100_000;

/** Of how many contacts that hold a text a page is made. */
const holdingMax = 1_000;

/**
 * A numbered page of the contacts who can be reached somewhere (mail, phone, id of another system): all, those of a tree of conditions, or those that hold
 * a text, of the 1,000 newest that do.
 */
export async function findContactsPage(tx: Tx, act: Act, page: ContactPage, where?: ConditionTree<ContactField> | { readonly holding: string }): Promise<ContactsPage> {
  requirePermission(act, 'contacts.read');
  requireSameAccount(tx, act);
  if (where !== undefined && 'holding' in where) {
    if (where.holding.trim() === '') return { rows: [], count: 0 };
    const found = await contactsHolding(tx, where.holding, { max: holdingMax });
    return pageOf(tx, page, sql`c.id = ANY(${found}::bigint[])`, found.length);
  }
  return pageOf(tx, page, where === undefined ? sql`true` : await compiled(tx, act, where));
}

async function compiled(tx: Tx, act: Act, where: ConditionTree<ContactField>): Promise<Sql> {
  const reader = seesAll(act);
  const attributes = new Map((await findAttributeDefinitions(tx, reader, 'contact')).map((definition) => [definition.id, definition]));
  return compileTree({ tx, now: act.now, columns: contactColumnsOf, attributes }, where);
}

async function pageOf(tx: Tx, { sort = 'id', isDescending = false, offset, limit }: ContactPage, condition: Sql, known?: number): Promise<ContactsPage> {
  if (offset > offsetMax) throw invalid('page', `is beyond the first ${offsetMax}; search or filter instead`, 'page-too-far');
  const { from, counted = from, order } = listing(tx, sort, isDescending);
  return bounded(tx, async () => {
    const ids = await tx.rows(sql<{ id: number }>`
      SELECT c.id ${from} AND c.deleted_at IS NULL AND ${condition} ORDER BY ${order} OFFSET ${offset} LIMIT ${Math.min(limit, limitMax)}`);
    const count = known ?? (await tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM (SELECT ${counted} AND c.deleted_at IS NULL AND ${condition} LIMIT ${countMax}) found`)).n;
    return { rows: await contactsInOrder(tx, ids.map(({ id }) => id)), count };
  });
}

/** The walk of each order along the index that is made for it, over those who can be reached; counted another way where that is cheaper. */
function listing(tx: Tx, sort: ContactSort, isDescending: boolean): { from: Sql; counted?: Sql; order: Sql } {
  const direction = isDescending ? sql`DESC` : sql`ASC`;
  const reachable = sql`FROM contacts c WHERE c.account_id = ${tx.accountId} AND c.is_reachable`;
  switch (sort) {
    case 'id': return { from: reachable, order: sql`c.id ${direction}` };
    case 'name': return { from: reachable, order: sql`c.name_norm ${direction}, c.id ${direction}` };
    case 'email': return { from: sql`FROM contacts c WHERE c.account_id = ${tx.accountId} AND c.email_norm IS NOT NULL`, order: sql`c.email_norm ${direction}, c.id ${direction}` };
    case 'phone': return { from: sql`FROM contacts c WHERE c.account_id = ${tx.accountId} AND c.phone_norm IS NOT NULL`, order: sql`c.phone_norm ${direction}, c.id ${direction}` };
    case 'last-activity': return {
      from: sql`FROM contact_activity a JOIN contacts c ON c.account_id = ${tx.accountId} AND c.is_reachable AND c.id = a.contact_id WHERE a.account_id = ${tx.accountId}`,
      counted: reachable, // each has a row: the projection writes one when it is made
      order: sql`a.last_at ${direction}, a.contact_id ${direction}`,
    };
  }
}
