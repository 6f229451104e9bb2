import { isStorable } from '#core/accounts/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { entryColumns } from './entry-columns.ts';
import type { FilterEntry, FilterGroup, FilterKind, FilterRule } from './mail-filters.ts';

export interface FilterCounts {
  readonly countsListedOnly: boolean;
  readonly version: number;
  readonly domains: number;
  readonly addresses: number;
  readonly groups: { readonly active: number; readonly total: number };
}

export async function countFilters(tx: Tx, act: Act): Promise<FilterCounts> {
  requirePermission(act, 'settings.read');
  const row = await tx.one(sql<{ countsListedOnly: boolean; version: number; domains: number; addresses: number; active: number; total: number }>`
    SELECT coalesce((SELECT counts_listed_only FROM mail_filter_settings WHERE account_id = ${tx.accountId}), false) AS "countsListedOnly",
      coalesce((SELECT version FROM mail_filter_settings WHERE account_id = ${tx.accountId}), 0) AS version,
      (SELECT count(*) FROM mail_filter_entries WHERE account_id = ${tx.accountId} AND kind = 'domain')::int AS domains,
      (SELECT count(*) FROM mail_filter_entries WHERE account_id = ${tx.accountId} AND kind = 'address')::int AS addresses,
      (SELECT count(*) FROM mail_filter_groups WHERE account_id = ${tx.accountId} AND is_active)::int AS active,
      (SELECT count(*) FROM mail_filter_groups WHERE account_id = ${tx.accountId})::int AS total`);
  return { countsListedOnly: row.countsListedOnly, version: row.version, domains: row.domains, addresses: row.addresses, groups: { active: row.active, total: row.total } };
}

export interface FilterEntryPage {
  /** Part of the value; '' finds all. */
  readonly search?: string;
  readonly direction?: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

/** A page of domains or addresses, by value. */
export async function findFilterEntries(tx: Tx, act: Act, kind: FilterKind, { search = '', direction = 'asc', limit, offset }: FilterEntryPage): Promise<{ total: number; rows: FilterEntry[] }> {
  requirePermission(act, 'settings.read');
  const wanted = search.trim().toLowerCase();
  if (!isStorable(wanted)) return { total: 0, rows: [] };
  const where = sql`e.account_id = ${tx.accountId} AND e.kind = ${kind} AND (${wanted} = '' OR strpos(e.value, ${wanted}) > 0)`;
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM mail_filter_entries e WHERE ${where}`);
  const rows = await tx.rows(sql<FilterEntry>`SELECT ${entryColumns} FROM mail_filter_entries e WHERE ${where} ORDER BY e.value ${direction === 'asc' ? sql`ASC` : sql`DESC`} LIMIT ${limit} OFFSET ${offset}`);
  return { total, rows };
}

/** Groups by id with their rules. */
export async function findFilterGroups(tx: Tx, act: Act, { limit, offset }: { limit: number; offset: number }): Promise<{ total: number; rows: FilterGroup[] }> {
  requirePermission(act, 'settings.read');
  const { total } = await tx.one(sql<{ total: number }>`SELECT count(*)::int AS total FROM mail_filter_groups WHERE account_id = ${tx.accountId}`);
  return { total, rows: await readGroups(tx, sql`true`, sql`LIMIT ${limit} OFFSET ${offset}`) };
}

export async function getFilterGroup(tx: Tx, act: Act, groupId: number): Promise<FilterGroup> {
  requirePermission(act, 'settings.read');
  const [group] = await readGroups(tx, sql`g.id = ${groupId}`, sql``);
  if (!group) throw notFound('filter');
  return group;
}

/** For those who judge mails: no permission is asked. */
export async function readActiveGroups(tx: Tx): Promise<FilterGroup[]> {
  return readGroups(tx, sql`g.is_active`, sql``);
}

async function readGroups(tx: Tx, condition: ReturnType<typeof sql>, page: ReturnType<typeof sql>): Promise<FilterGroup[]> {
  return tx.rows(sql<Omit<FilterGroup, 'rules'> & { rules: FilterRule[] }>`
    SELECT g.id, g.name, g.is_active AS "isActive",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'field', r.field, 'operator', r.operator, 'joinedBy', r.joined_by, 'value', r.value) ORDER BY r.place)
        FROM mail_filter_rules r WHERE r.account_id = g.account_id AND r.group_id = g.id), '[]') AS rules
    FROM mail_filter_groups g WHERE g.account_id = ${tx.accountId} AND ${condition} ORDER BY g.id ${page}`);
}
