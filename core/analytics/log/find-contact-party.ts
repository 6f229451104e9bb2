import { normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Party } from './log-filter.ts';

/** An address or a domain (also written @domain) that was seen in mail. */
export async function findContacts(tx: Tx, name: string): Promise<Party | null> {
  const wanted = normaliseAddress(name);
  if (wanted.includes('@') && !wanted.startsWith('@')) {
    const found = await tx.maybe(sql<{ id: number }>`SELECT id FROM addresses WHERE account_id = ${tx.accountId} AND address = ${wanted}`);
    return found && { kind: 'contacts', addressIds: [found.id], domains: [] };
  }
  const domain = wanted.replace(/^@/, '');
  if (domain === '') return null;
  const found = await tx.maybe(sql<{ id: number }>`SELECT id FROM addresses WHERE account_id = ${tx.accountId} AND domain = ${domain} LIMIT 1`);
  return found && { kind: 'contacts', addressIds: [], domains: [domain] };
}

/** The members of a contact group; a group nobody of whom ever wrote is a party that did nothing. */
export async function findContactGroup(tx: Tx, name: string): Promise<Party | null> {
  const groups = await tx.rows(sql<{ id: number }>`
    SELECT id FROM contact_groups WHERE account_id = ${tx.accountId} AND lower(name) = lower(${name}) AND deleted_at IS NULL`);
  if (groups.length === 0) return null;
  const members = await tx.rows(sql<{ kind: 'address' | 'domain'; value: string; id: number | null }>`
    SELECT m.kind, lower(m.value) AS value, a.id FROM contact_group_members m
      LEFT JOIN addresses a ON m.kind = 'address' AND a.account_id = m.account_id AND a.address = lower(m.value)
    WHERE m.account_id = ${tx.accountId} AND m.group_id = ANY(${groups.map((row) => row.id)}::bigint[]) ORDER BY m.kind, m.value`);
  return {
    kind: 'contacts',
    addressIds: members.flatMap(({ id }) => id ?? []),
    domains: members.filter(({ kind }) => kind === 'domain').map(({ value }) => value),
  };
}

/** The leads of a source: their addresses and domains; a source without any is a party that did nothing. */
export async function findLeadSourceParty(tx: Tx, name: string): Promise<Party | null> {
  const sources = await tx.rows(sql<{ id: number }>`SELECT id FROM lead_sources WHERE account_id = ${tx.accountId} AND lower(name) = lower(${name}) AND deleted_at IS NULL`);
  if (sources.length === 0) return null;
  const points = await tx.rows(sql<{ kind: 'email' | 'domain'; value: string; id: number | null }>`
    SELECT p.kind, p.value_norm AS value, a.id FROM contacts c
      JOIN contact_points p ON p.account_id = c.account_id AND p.contact_id = c.id AND p.kind IN ('email', 'domain')
      LEFT JOIN addresses a ON p.kind = 'email' AND a.account_id = p.account_id AND a.address = p.value_norm
    WHERE c.account_id = ${tx.accountId} AND c.lead_source_id = ANY(${sources.map(({ id }) => id)}::bigint[]) AND c.is_lead AND c.deleted_at IS NULL ORDER BY p.kind, p.value_norm`);
  return { kind: 'contacts', addressIds: points.flatMap(({ id }) => id ?? []), domains: points.filter(({ kind }) => kind === 'domain').map(({ value }) => value) };
}
