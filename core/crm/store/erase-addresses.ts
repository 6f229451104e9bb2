import { createHash } from 'node:crypto';
import { isMailAddress, normaliseAddress, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { leaveAllGroups } from '../lists/leave-groups.ts';
import { touchLists } from '../lists/store-lists.ts';
import { removeContacts } from './store-contacts.ts';

/** A connected system that still has a person whom we erased: nothing is deleted there. */
export interface CrmLeft { readonly kind: string; /** How many of its contacts have one of the addresses. */ readonly contacts: number }

/**
 * Forgets addresses of people as far as connected systems brought them, for good: no later reading stores them again. Further addresses that a system has of the same person go with them, unless somebody else has them (`nobodys`). Of a contact whose id is its address (a file's) nothing is left. What the system itself has stays
 * there, and so do the names of its deals here. Returns which systems those are.
 */
export async function eraseCrmAddresses(tx: Tx, act: Act, { addresses, nobodys }: { readonly addresses: readonly string[]; readonly nobodys: (addresses: readonly string[]) => Promise<readonly string[]> }): Promise<CrmLeft[]> {
  requirePermission(act, 'contacts.delete');
  const known = [...new Set(addresses.map(normaliseAddress))];
  if (known.length === 0) return [];
  const owners = await tx.rows(sql<{ connectionId: number; id: string }>`SELECT DISTINCT connection_id AS "connectionId", external_id AS id FROM crm_contact_addresses WHERE account_id = ${tx.accountId} AND address = ANY(${known}::text[])`);
  const further: string[] = [];
  for (const connectionId of new Set(owners.map((owner) => owner.connectionId))) {
    const ids = owners.filter((owner) => owner.connectionId === connectionId).map(({ id }) => id);
    const rows = await tx.rows(sql<{ address: string }>`SELECT DISTINCT address FROM crm_contact_addresses WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND external_id = ANY(${ids}::text[])`);
    further.push(...rows.map(({ address }) => address));
  }
  const given = [...new Set([...known, ...await nobodys(further)])];
  await tx.run(sql`
    INSERT INTO crm_erased_addresses (account_id, address_hash, erased_at)
    SELECT ${tx.accountId}::bigint, h, ${act.now}::timestamptz FROM unnest(${given.map((address) => hashOf(tx, address)).toSorted()}::text[]) h ON CONFLICT DO NOTHING`);
  const gone = await tx.rows(sql<{ connectionId: number; id: string }>`
    DELETE FROM crm_contact_addresses WHERE account_id = ${tx.accountId} AND address = ANY(${given}::text[]) RETURNING connection_id AS "connectionId", external_id AS id`);
  for (const connectionId of new Set(gone.map(({ connectionId: id }) => id))) await touchLists(tx, connectionId, gone.filter((one) => one.connectionId === connectionId).map(({ id }) => id));
  if (gone.length === 0) return [];
  await leaveAllGroups(tx, [...new Set(gone.map(({ connectionId: id }) => id))], given);
  const left = await tx.rows(sql<CrmLeft>`
    SELECT c.kind, count(*)::integer AS contacts FROM (SELECT DISTINCT x.connection_id, x.id FROM jsonb_to_recordset(${JSON.stringify(gone.map(({ connectionId, id }) => ({ connection_id: connectionId, id })))}::jsonb) AS x(connection_id bigint, id text)) x
      JOIN crm_connections c ON c.account_id = ${tx.accountId} AND c.id = x.connection_id AND c.state <> 'erasing'
    GROUP BY c.kind ORDER BY c.kind`);
  for (const connectionId of new Set(gone.map(({ connectionId: id }) => id))) await removeContacts(tx, connectionId, gone.filter((one) => one.connectionId === connectionId && given.includes(one.id)).map(({ id }) => id));
  return left;
}

/** Which of these are addresses of erased people. */
export async function findErased(tx: Tx, texts: readonly string[]): Promise<ReadonlySet<string>> {
  const hashes = texts.filter(isMailAddress).map((text) => ({ text, hash: hashOf(tx, normaliseAddress(text)) }));
  if (hashes.length === 0) return new Set();
  const rows = await tx.rows(sql<{ hash: string }>`SELECT address_hash AS hash FROM crm_erased_addresses WHERE account_id = ${tx.accountId} AND address_hash = ANY(${[...new Set(hashes.map(({ hash }) => hash))]}::text[])`);
  const erased = new Set(rows.map(({ hash }) => hash));
  return new Set(hashes.flatMap(({ text, hash }) => (erased.has(hash) ? [text] : [])));
}

function hashOf(tx: Tx, address: string): string {
  return createHash('sha256').update(`${tx.accountId}:${address}`).digest('hex');
}
