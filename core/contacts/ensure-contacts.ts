import { requirePermission, type Act } from '#core/kernel/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { distinctAddresses, type SeenAddress } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * The contacts behind mail addresses: those known, and a new one for each that is not. Keys are normalised addresses; what is no address
 * is left out. A known contact's name stays. One statement where all are known, else three or four, however many there are.
 *
 * Two at once agree: the contact point decides (its unique key makes the later one wait and take the earlier one's contact), a contact is
 * made only for a point that was won, and points are taken in order of address so that two batches cannot lock each other.
 */
export async function ensureContacts(tx: Tx, act: Act, seen: readonly SeenAddress[]): Promise<Map<string, number>> {
  requirePermission(act, 'contacts.write');
  const names = distinctAddresses(seen);
  const found = await contactsByAddress(tx, [...names.keys()]);
  const missing = [...names].filter(([address]) => !found.has(address)).map(([address, name]) => ({ address, name }));
  if (missing.length === 0) return found;
  const made = await tx.rows(sql<{ address: string; contactId: number }>`
    WITH wanted AS MATERIALIZED (
      SELECT r.address, r.name, nextval(pg_get_serial_sequence('contacts', 'id')) AS id
      FROM jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) AS r(address text, name text)
    ), won AS (
      INSERT INTO contact_points (account_id, contact_id, kind, value, value_norm)
      SELECT ${tx.accountId}::bigint, id, 'email', address, address FROM wanted ORDER BY address
      ON CONFLICT (account_id, kind, value_norm) DO NOTHING RETURNING value_norm AS address, contact_id
    ), made AS (
      INSERT INTO contacts (account_id, id, name, email_norm, is_reachable, created_at, updated_at)
      SELECT ${tx.accountId}::bigint, won.contact_id, wanted.name, address, true, ${act.now}::timestamptz, ${act.now}::timestamptz
      FROM won JOIN wanted USING (address)
    )
    SELECT address, contact_id AS "contactId" FROM won`);
  for (const { address, contactId } of made) found.set(address, contactId);
  await appendEvents(tx, act, made.map(({ contactId }) => ({ type: 'contact.created', data: { contactId } })));
  const lost = missing.map(({ address }) => address).filter((address) => !found.has(address));
  for (const [address, contactId] of await contactsByAddress(tx, lost)) found.set(address, contactId);
  return found;
}

async function contactsByAddress(tx: Tx, addresses: readonly string[]): Promise<Map<string, number>> {
  if (addresses.length === 0) return new Map();
  const rows = await tx.rows(sql<{ address: string; contactId: number }>`
    SELECT value_norm AS address, contact_id AS "contactId" FROM contact_points
    WHERE account_id = ${tx.accountId} AND kind = 'email' AND value_norm = ANY(${addresses}::text[])`);
  return new Map(rows.map(({ address, contactId }) => [address, contactId]));
}
