import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { safeText } from '../store/safe-text.ts';
import { removeContacts } from '../store/store-contacts.ts';

/** Contacts of a connected system that are gone there. `forGood`: for privacy; no reading brings them back. `deleted`: they may be restored there, and come back with the next reading. */
export interface GoneContacts { readonly forGood: readonly string[]; readonly deleted: readonly string[] }

/**
 * Drops contacts as soon as the system says that they are gone: their ids, addresses, links to deals and places in contact groups. Saying it again changes nothing. What was said with these people stays: that is the account's
 * own, and erasing it is somebody's decision (`eraseContact`). Returns how many went.
 */
export async function forgetCrmContacts(tx: Tx, act: Act, connectionId: number, { forGood, deleted }: GoneContacts): Promise<number> {
  requirePermission(act, 'settings.write');
  // Before or after a page of a reading, not between what it looks at and what it stores.
  const connection = await tx.maybe(sql<{ kind: string }>`SELECT kind FROM crm_connections WHERE account_id = ${tx.accountId} AND id = ${connectionId} AND state <> 'erasing' FOR UPDATE`);
  if (!connection) return 0;
  const kept = [...new Set(forGood.map((id) => safeText(id, 300)))].toSorted();
  const added = kept.length === 0 ? 0 : await tx.run(sql`
    INSERT INTO crm_forgotten_contacts (account_id, connection_id, external_id, forgotten_at)
    SELECT ${tx.accountId}::bigint, ${connectionId}::bigint, i, ${act.now}::timestamptz FROM unnest(${kept}::text[]) i ON CONFLICT DO NOTHING`);
  const removed = await removeContacts(tx, connectionId, [...new Set([...kept, ...deleted.map((id) => safeText(id, 300))])]);
  if (added + removed === 0) return 0;
  await appendEvents(tx, act, [{ type: 'crm.changed', data: { connectionId } }]);
  await writeAudit(tx, act, { action: 'crm.contacts-forgotten', targetKind: 'crm-connection', targetId: connectionId, detail: { kind: connection.kind, contacts: removed, forGood: added } });
  return removed;
}

/** Which of these the system has deleted for good. */
export async function findForgotten(tx: Tx, connectionId: number, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.rows(sql<{ id: string }>`
    SELECT external_id AS id FROM crm_forgotten_contacts WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND external_id = ANY(${[...ids]}::text[])`);
  return new Set(rows.map(({ id }) => id));
}
