import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { ContactGroup } from './contact-groups.ts';

export type ContactGroupSort = 'id' | 'name';

export interface ContactGroupPage {
  /** In the name or in a member; '' finds all. Without regard to case. */
  readonly search: string;
  readonly sort: ContactGroupSort;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

const columns = sql`g.id, g.name, g.created_at AS "createdAt", g.crm_kind AS "crmKind", g.crm_gone_at IS NOT NULL AS "isGoneThere",
  coalesce((SELECT jsonb_agg(jsonb_build_object('kind', m.kind, 'value', m.value) ORDER BY m.kind, m.value)
    FROM contact_group_members m WHERE m.account_id = g.account_id AND m.group_id = g.id), '[]') AS members`;

/** A page of groups with their members; equal names follow by id. */
export async function findContactGroupPage(tx: Tx, act: Act, { search, sort, direction, limit, offset }: ContactGroupPage): Promise<{ total: number; rows: ContactGroup[] }> {
  requirePermission(act, 'contacts.read');
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? sql`true` : sql`(strpos(lower(g.name), ${wanted}) > 0 OR EXISTS (
    SELECT FROM contact_group_members m WHERE m.account_id = g.account_id AND m.group_id = g.id AND strpos(m.value, ${wanted}) > 0))`;
  const where = sql`g.account_id = ${tx.accountId} AND g.deleted_at IS NULL AND ${found}`;
  const order = sort === 'name' ? sql`lower(g.name)` : sql`g.id`;
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM contact_groups g WHERE ${where}`);
  const rows = await tx.rows(sql<ContactGroup>`
    SELECT ${columns} FROM contact_groups g WHERE ${where} ORDER BY ${order} ${direction === 'asc' ? sql`ASC` : sql`DESC`}, g.id LIMIT ${limit} OFFSET ${offset}`);
  return { total, rows };
}

export async function getContactGroup(tx: Tx, act: Act, groupId: number): Promise<ContactGroup> {
  requirePermission(act, 'contacts.read');
  const group = await tx.maybe(sql<ContactGroup>`SELECT ${columns} FROM contact_groups g WHERE g.account_id = ${tx.accountId} AND g.id = ${groupId} AND g.deleted_at IS NULL`);
  if (!group) throw notFound('contact group');
  return group;
}
