import { domainOf, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { entryColumns } from './entry-columns.ts';
import { checkFilterAddress, checkFilterDomain } from './filter-value.ts';
import { lockFilters, tellFiltersChanged } from './filters-changed.ts';
import { filterEntriesMax, type FilterEntry, type FilterKind } from './mail-filters.ts';

/**
 * Adds domains or addresses to those that filters name, for all history, and gives all of them as they are held, in the order given. What is there already changes nothing.
 * `invalid` names the first that is none (`<field>.<index>`), and a list that would grow over 10,000.
 */
export async function blockEntries(tx: Tx, act: Act, kind: FilterKind, given: readonly string[], field = 'values'): Promise<FilterEntry[]> {
  requirePermission(act, 'settings.write');
  if (given.length > filterEntriesMax) throw tooMany(field);
  const values = [...new Set(given.map((value, at) => checkEntry(kind, value, `${field}.${at}`)))];
  if (values.length === 0) return [];
  await lockFilters(tx, act);
  const rows = values.map((value) => ({ value, domain: kind === 'address' ? domainOf(value) : value.replace(/^\*\./, '') }));
  const added = await tx.rows(sql<{ id: number }>`
    INSERT INTO mail_filter_entries (account_id, kind, value, domain, created_at, created_by)
    SELECT ${tx.accountId}::bigint, ${kind}, r.value, r.domain, ${act.now}::timestamptz, ${act.actor.id}::bigint FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(value text, domain text)
    ON CONFLICT (account_id, kind, value) DO NOTHING RETURNING id`);
  if (added.length > 0) {
    const { count } = await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM mail_filter_entries WHERE account_id = ${tx.accountId} AND kind = ${kind}`);
    if (count > filterEntriesMax) throw tooMany(field);
    await tellFiltersChanged(tx, act, { action: 'mail-filter.blocked', detail: { kind, added: added.length, entryIds: added.slice(0, 100).map(({ id }) => id) } });
  }
  const held = await tx.rows(sql<FilterEntry>`
    SELECT ${entryColumns} FROM mail_filter_entries e WHERE e.account_id = ${tx.accountId} AND e.kind = ${kind} AND e.value = ANY(${values}::text[])`);
  const byValue = new Map(held.map((entry) => [entry.value, entry]));
  return values.flatMap((value) => byValue.get(value) ?? []);
}

/** Takes domains or addresses out again. What is not there, or is none, changes nothing. Gives how many were taken out. */
export async function unblockEntries(tx: Tx, act: Act, kind: FilterKind, given: readonly string[], field = 'values'): Promise<number> {
  requirePermission(act, 'settings.write');
  if (given.length > filterEntriesMax) throw tooMany(field);
  const values = [...new Set(given.map((value) => plainOrNull(kind, value)).filter((value) => value !== null))];
  await lockFilters(tx, act);
  const gone = await tx.run(sql`DELETE FROM mail_filter_entries WHERE account_id = ${tx.accountId} AND kind = ${kind} AND value = ANY(${values}::text[])`);
  if (gone > 0) await tellFiltersChanged(tx, act, { action: 'mail-filter.unblocked', detail: { kind, removed: gone } });
  return gone;
}

/** Takes all domains, or all addresses, out. */
export async function unblockAll(tx: Tx, act: Act, kind: FilterKind): Promise<number> {
  requirePermission(act, 'settings.write');
  await lockFilters(tx, act);
  const gone = await tx.run(sql`DELETE FROM mail_filter_entries WHERE account_id = ${tx.accountId} AND kind = ${kind}`);
  if (gone > 0) await tellFiltersChanged(tx, act, { action: 'mail-filter.unblocked', detail: { kind, removed: gone, all: true } });
  return gone;
}

/** Whether the listed domains are the only ones whose mail counts. Gives whether that changed anything. */
export async function setListedOnly(tx: Tx, act: Act, countsListedOnly: boolean): Promise<boolean> {
  requirePermission(act, 'settings.write');
  const before = await lockFilters(tx, act);
  if (before.countsListedOnly === countsListedOnly) return false;
  await tx.run(sql`UPDATE mail_filter_settings SET counts_listed_only = ${countsListedOnly} WHERE account_id = ${tx.accountId}`);
  await tellFiltersChanged(tx, act, { action: 'mail-filter.listed-only', detail: { countsListedOnly } });
  return true;
}

/** One value as it is held; `invalid` for what is none. */
export function checkEntry(kind: FilterKind, value: string, field: string): string {
  return kind === 'domain' ? checkFilterDomain(value, field) : checkFilterAddress(value, field);
}

function plainOrNull(kind: FilterKind, value: string): string | null {
  try {
    return checkEntry(kind, value, 'value');
  } catch {
    return null;
  }
}

const tooMany = (field: string) => invalid(field, `must be at most ${filterEntriesMax}`, 'too-many-items', { max: filterEntriesMax });
