import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { dropList } from '../lists/make-groups.ts';
import { removeContacts } from './store-contacts.ts';
import { removeDeals } from './store-deals.ts';

const roundMax = 500;

/** What a walk through everything has not seen is gone: 500 rows at most. Returns how many went; none: it is over. */
export async function sweepUnseen(tx: Tx, { connectionId, round, now }: { connectionId: number; round: number; now: string }): Promise<number> {
  const deals = await tx.rows(sql<{ id: string }>`
    SELECT external_id AS id FROM deals WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND round < ${round} AND deleted_at IS NULL LIMIT ${roundMax}`);
  if (deals.length > 0) return removeDeals(tx, { connectionId, now }, deals.map(({ id }) => id));
  const contacts = await tx.rows(sql<{ id: string }>`
    SELECT external_id AS id FROM crm_contacts WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND round < ${round} LIMIT ${roundMax}`);
  return removeContacts(tx, connectionId, contacts.map(({ id }) => id));
}

/** Deletes 500 rows at most, or a list with its contact group, of a connection that was disconnected. False: nothing is left of it. */
export async function eraseCrmRows(tx: Tx, act: Act, connectionId: number): Promise<boolean> {
  const erasing = await tx.maybe(sql<object>`SELECT FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${connectionId} AND state = 'erasing' FOR UPDATE`);
  if (!erasing) return false;
  if (await dropList(tx, act, connectionId) !== null) return true;
  const deals = await tx.rows(sql<{ id: number }>`SELECT id FROM deals WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} LIMIT ${roundMax}`);
  if (deals.length > 0) {
    const ids = deals.map(({ id }) => id);
    await tx.run(sql`DELETE FROM deal_contacts WHERE account_id = ${tx.accountId} AND deal_id = ANY(${ids}::bigint[])`);
    await tx.run(sql`DELETE FROM deals WHERE account_id = ${tx.accountId} AND id = ANY(${ids}::bigint[])`);
    return true;
  }
  const contacts = await tx.rows(sql<{ id: string }>`SELECT external_id AS id FROM crm_contacts WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} LIMIT ${roundMax}`);
  if (contacts.length > 0) {
    await removeContacts(tx, connectionId, contacts.map(({ id }) => id));
    return true;
  }
  const those = sql`account_id = ${tx.accountId} AND connection_id = ${connectionId}`;
  for (const table of [sql`crm_files`, sql`crm_forgotten_contacts`, sql`crm_properties`, sql`crm_owners`, sql`deal_stages`, sql`crm_runs`]) await tx.run(sql`DELETE FROM ${table} WHERE ${those}`);
  await tx.run(sql`DELETE FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${connectionId}`);
  return false;
}
