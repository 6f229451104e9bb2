import { leaveCrmGroups } from '#core/contacts/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * At once, where it may not wait for the next run: what contacts that are about to go have in the groups of their lists, but for an address that another contact of the same list has. Not by making these groups anew:
 * a hundred lists of thousands would take longer than a transaction may. Small statements, each by a key: one over all these tables is planned badly where they have just grown.
 */
export async function leaveGroups(tx: Tx, connectionId: number, contactIds: readonly string[]): Promise<void> {
  const those = sql`account_id = ${tx.accountId} AND connection_id = ${connectionId}`;
  const membersOf = (ids: readonly string[]) => tx.rows(sql<{ list: string; contact: string }>`SELECT list_id AS list, contact_id AS contact FROM crm_list_members WHERE ${those} AND contact_id = ANY(${[...ids]}::text[])`);
  const members = await membersOf(contactIds);
  if (members.length === 0) return;
  const groups = new Map((await tx.rows(sql<{ list: string; groupId: number }>`SELECT external_id AS list, group_id AS "groupId" FROM crm_lists WHERE ${those} AND group_id IS NOT NULL`)).map(({ list, groupId }) => [list, groupId]));
  const held = await tx.rows(sql<{ contact: string; address: string }>`SELECT external_id AS contact, address FROM crm_contact_addresses WHERE ${those} AND external_id = ANY(${[...contactIds]}::text[])`);
  const addressesOf = Map.groupBy(held, ({ contact }) => contact);
  const others = await tx.rows(sql<{ contact: string; address: string }>`
    SELECT external_id AS contact, address FROM crm_contact_addresses WHERE ${those} AND address = ANY(${held.map(({ address }) => address)}::text[]) AND NOT external_id = ANY(${[...contactIds]}::text[])`);
  const othersOf = Map.groupBy(others, ({ contact }) => contact);
  const staying = new Set(others.length === 0 ? [] : (await membersOf([...othersOf.keys()])).flatMap(({ list, contact }) => othersOf.get(contact)!.map(({ address }) => `${list} ${address}`)));
  await leaveCrmGroups(tx, members.flatMap(({ list, contact }) => {
    const groupId = groups.get(list);
    return groupId === undefined ? [] : (addressesOf.get(contact) ?? []).filter(({ address }) => !staying.has(`${list} ${address}`)).map(({ address }) => ({ groupId, address }));
  }));
}

/** Addresses that no list of these connections may hold any more. */
export async function leaveAllGroups(tx: Tx, connectionIds: readonly number[], addresses: readonly string[]): Promise<void> {
  const groups = await tx.rows(sql<{ groupId: number }>`SELECT group_id AS "groupId" FROM crm_lists WHERE account_id = ${tx.accountId} AND connection_id = ANY(${[...connectionIds]}::bigint[]) AND group_id IS NOT NULL`);
  await leaveCrmGroups(tx, groups.flatMap(({ groupId }) => addresses.map((address) => ({ groupId, address }))));
}
