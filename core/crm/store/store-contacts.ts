import { isMailAddress, normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { CrmContact } from '../source.ts';
import { findForgotten } from '../calls/forget-contacts.ts';
import { leaveGroups } from '../lists/leave-groups.ts';
import { touchLists } from '../lists/store-lists.ts';
import { findErased } from './erase-addresses.ts';
import { safeText } from './safe-text.ts';

const addressesMax = 100;

/**
 * A page of contacts as it is now: new ones, other addresses, merged ones gone to the one they are part of; addresses of erased people and contacts that were deleted for good are left out. Storing it again changes nothing.
 * Returns how many were new or different, and how many went.
 */
export async function storeContacts(tx: Tx, { connectionId, round }: { connectionId: number; round: number }, contacts: readonly CrmContact[]): Promise<{ changed: number; removed: number }> {
  const erased = await findErased(tx, contacts.flatMap(({ id, addresses }) => [id, ...addresses]));
  const forgotten = await findForgotten(tx, connectionId, contacts.map(({ id }) => id));
  const rows = [...new Map(contacts.filter(({ id }) => !erased.has(id) && !forgotten.has(id)).map((contact) => [safeText(contact.id, 300), contact])).entries()].map(([id, { addresses, absorbed }]) => ({
    id, absorbed: absorbed.map((one) => safeText(one, 300)).filter((one) => one !== id),
    addresses: [...new Set(addresses.filter((one) => isMailAddress(one) && !erased.has(one)).map(normaliseAddress))].slice(0, addressesMax),
  }));
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return { changed: 0, removed: 0 };
  const json = JSON.stringify(rows.map(({ id }) => ({ id })));
  const added = await tx.rows(sql<{ id: string }>`
    INSERT INTO crm_contacts (account_id, connection_id, external_id, round)
    SELECT ${tx.accountId}::bigint, ${connectionId}::bigint, r.id, ${round}::bigint FROM jsonb_to_recordset(${json}::jsonb) AS r(id text) ORDER BY r.id
    ON CONFLICT DO NOTHING RETURNING external_id AS id`);
  await tx.run(sql`UPDATE crm_contacts SET round = ${round} WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND external_id = ANY(${ids}::text[]) AND round <> ${round}`);
  const pairs = JSON.stringify(rows.flatMap(({ id, addresses }) => addresses.map((address) => ({ id, address }))));
  const wanted = sql`SELECT r.id, r.address FROM jsonb_to_recordset(${pairs}::jsonb) AS r(id text, address text)`;
  const gone = await tx.rows(sql<{ id: string }>`
    DELETE FROM crm_contact_addresses a WHERE a.account_id = ${tx.accountId} AND a.connection_id = ${connectionId} AND a.external_id = ANY(${ids}::text[])
      AND NOT EXISTS (SELECT FROM (${wanted}) w WHERE w.id = a.external_id AND w.address = a.address) RETURNING a.external_id AS id`);
  const come = await tx.rows(sql<{ id: string }>`
    INSERT INTO crm_contact_addresses (account_id, connection_id, external_id, address)
    SELECT ${tx.accountId}::bigint, ${connectionId}::bigint, w.id, w.address FROM (${wanted}) w ON CONFLICT DO NOTHING RETURNING external_id AS id`);
  const different = [...new Set([...added, ...gone, ...come].map(({ id }) => id))];
  await touchLists(tx, connectionId, different);
  let removed = 0;
  for (const { id, absorbed } of rows) if (absorbed.length > 0) removed += await mergeContacts(tx, connectionId, id, absorbed);
  return { changed: different.length, removed };
}

/** Deals of the merged ones are about the one they became. */
async function mergeContacts(tx: Tx, connectionId: number, into: string, absorbed: readonly string[]): Promise<number> {
  await tx.run(sql`
    INSERT INTO deal_contacts (account_id, deal_id, connection_id, external_id)
    SELECT DISTINCT d.account_id, d.deal_id, d.connection_id, ${into} FROM deal_contacts d
    WHERE d.account_id = ${tx.accountId} AND d.connection_id = ${connectionId} AND d.external_id = ANY(${[...absorbed]}::text[]) ON CONFLICT DO NOTHING`);
  return removeContacts(tx, connectionId, absorbed);
}

/** Gone there, so gone here, and from the groups of their lists. Ids that are not known are passed over. */
export async function removeContacts(tx: Tx, connectionId: number, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const those = sql`account_id = ${tx.accountId} AND connection_id = ${connectionId} AND external_id = ANY(${[...ids]}::text[])`;
  await leaveGroups(tx, connectionId, ids);
  await touchLists(tx, connectionId, ids, { areGone: true });
  await tx.run(sql`DELETE FROM deal_contacts WHERE ${those}`);
  await tx.run(sql`DELETE FROM crm_contact_addresses WHERE ${those}`);
  return tx.run(sql`DELETE FROM crm_contacts WHERE ${those}`);
}
