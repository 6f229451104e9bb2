import { getSettingVersions } from '#core/settings/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';

/** From when to when a domain is ours: instants, or infinite. */
export interface DomainSpan { readonly domain: string; readonly from: string; readonly before: string }

/** Which addresses are ours, as the facts judge it: agents, channels that are no lists, and internal domains by the version then in force. */
export interface InternalAddresses {
  readonly domains: readonly DomainSpan[];
  /** Ids of `addresses`: agents' and channels' own. */
  readonly ownIds: readonly number[];
  /** A list's address stands for the outside, whatever its domain. */
  readonly listIds: readonly number[];
  /** Addresses of channels, lists included, that are no agent's own. */
  readonly channelOnlyIds: readonly number[];
}

export async function loadInternalAddresses(tx: Tx): Promise<InternalAddresses> {
  const versions = await getSettingVersions(tx, 'internal-domains');
  const rows = await tx.rows(sql<{ id: number; is_agent: boolean; is_list: boolean }>`
    SELECT a.id, bool_or(o.is_agent) AS is_agent, bool_or(o.is_list) AS is_list
    FROM (
      SELECT address, true AS is_agent, false AS is_list FROM agent_addresses WHERE account_id = ${tx.accountId}
      UNION ALL
      SELECT ca.address, false, c.is_list FROM channel_addresses ca JOIN channels c ON c.account_id = ca.account_id AND c.id = ca.channel_id
      WHERE ca.account_id = ${tx.accountId}
    ) o JOIN addresses a ON a.account_id = ${tx.accountId} AND a.address = o.address
    GROUP BY a.id`);
  const ids = (of: (row: { is_agent: boolean; is_list: boolean }) => boolean) => rows.filter(of).map((row) => row.id);
  return {
    domains: domainSpans(versions.map(({ validFromMs, body }) => ({ validFromMs, domains: body.domains }))),
    ownIds: ids((row) => !row.is_list),
    listIds: ids((row) => row.is_list),
    channelOnlyIds: ids((row) => !row.is_agent),
  };
}

/** A version holds until a later one does; one that reaches back before it takes its place altogether. */
export function domainSpans(versions: readonly { readonly validFromMs: number | null; readonly domains: readonly string[] }[]): DomainSpan[] {
  const spans: DomainSpan[] = [];
  let before = Infinity;
  for (const { validFromMs, domains } of versions.toReversed()) {
    const from = validFromMs ?? -Infinity;
    if (from >= before) continue;
    for (const domain of domains) spans.push({ domain, from: instant(from), before: instant(before) });
    before = from;
  }
  return spans;
}

function instant(ms: number): string {
  if (ms === Infinity) return 'infinity';
  return ms === -Infinity ? '-infinity' : new Date(ms).toISOString();
}

/** True where the address `a` was ours at the time of the message `mf`. */
export function isInternalAddress({ domains, ownIds, listIds }: InternalAddresses): Sql {
  const byDomain = domains.length === 0 ? sql`false` : sql`EXISTS (
    SELECT FROM unnest(${domains.map((span) => span.domain)}::text[], ${domains.map((span) => span.from)}::timestamptz[], ${domains.map((span) => span.before)}::timestamptz[])
      AS d(domain, from_at, before_at) WHERE d.domain = a.domain AND mf.at >= d.from_at AND mf.at < d.before_at)`;
  return sql`(a.id = ANY(${[...ownIds]}::bigint[]) OR (${byDomain} AND a.id <> ALL(${[...listIds]}::bigint[])))`;
}
