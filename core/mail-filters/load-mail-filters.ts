import { sql, type Tx } from '#storage/index.ts';
import { comparableAddress, comparableDomain, entriesMeaning } from './filter-value.ts';
import { readActiveGroups } from './find-filters.ts';
import type { MailFilters } from './judge-mail.ts';

/**
 * The filters that mails with these addresses could meet: active groups, and of up to 20,000 entries only those that mean one of the addresses, each found by its key. Null: the account
 * has set none, so that nothing needs to be judged.
 */
export async function loadMailFilters(tx: Tx, addresses: () => Iterable<{ readonly address: string; readonly domain: string }>): Promise<MailFilters | null> {
  const set = await tx.maybe(sql<{ countsListedOnly: boolean }>`SELECT counts_listed_only AS "countsListedOnly" FROM mail_filter_settings WHERE account_id = ${tx.accountId}`);
  if (!set) return null;
  const seen = [...addresses()];
  const filters: MailFilters = {
    countsListedOnly: set.countsListedOnly, groups: await readActiveGroups(tx),
    addresses: await entriesAmong(tx, 'address', new Set(seen.map(({ address }) => comparableAddress(address)))),
    domains: await entriesAmong(tx, 'domain', new Set(seen.flatMap(({ domain }) => entriesMeaning(comparableDomain(domain))))),
  };
  return filters.countsListedOnly || filters.groups.length > 0 || filters.addresses.size > 0 || filters.domains.size > 0 ? filters : null;
}

async function entriesAmong(tx: Tx, kind: 'address' | 'domain', values: ReadonlySet<string>): Promise<Map<string, number>> {
  if (values.size === 0) return new Map();
  const rows = await tx.rows(sql<{ value: string; id: number }>`
    SELECT value, id FROM mail_filter_entries WHERE account_id = ${tx.accountId} AND kind = ${kind} AND value = ANY(${[...values]}::text[])`);
  return new Map(rows.map(({ value, id }) => [value, id]));
}

/** Whether an active group asks for labels: then another name of a label changes figures. */
export async function areLabelsFiltered(tx: Tx): Promise<boolean> {
  return (await tx.rows(sql<object>`
    SELECT FROM mail_filter_rules r JOIN mail_filter_groups g ON g.account_id = r.account_id AND g.id = r.group_id AND g.is_active
    WHERE r.account_id = ${tx.accountId} AND r.field = 'label' LIMIT 1`)).length > 0;
}
