import { dropCrmGroup, groupMembersMax, keepCrmGroup } from '#core/contacts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A list that is to be worked on. `mustWalk`: its members are to be read first. */
export interface ListToMake { readonly id: string; readonly mustWalk: boolean }

/** The first list whose members changed, or that is to be made a group anew; `allBefore`: also each whose members were last read before. */
export async function findListToMake(tx: Tx, connectionId: number, { allBefore }: { allBefore: string | null }): Promise<ListToMake | null> {
  const mustWalk = sql`(gone_at IS NULL AND (walked_mark IS DISTINCT FROM mark OR walked_at < ${allBefore}::timestamptz))`;
  return tx.maybe(sql<ListToMake>`
    SELECT external_id AS id, coalesce(${mustWalk}, false) AS "mustWalk" FROM crm_lists
    WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND (is_stale OR ${mustWalk}) ORDER BY external_id LIMIT 1`);
}

/** Whether a run has seen more contacts in a list than a group holds. */
export async function isTooLarge(tx: Tx, connectionId: number, listId: string, runAt: string): Promise<boolean> {
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM crm_list_members WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND list_id = ${listId} AND seen_at = ${runAt}`);
  return count > groupMembersMax;
}

/**
 * Makes a list's group what the list is now: all addresses of its contacts. `walkedAt`: its members were just read, by a run that began then; whom that has not seen has left. A list of more than a group
 * holds is no group.
 */
export async function makeGroup(tx: Tx, act: Act, connectionId: number, listId: string, { walkedAt }: { walkedAt: string | null }): Promise<void> {
  const those = sql`account_id = ${tx.accountId} AND connection_id = ${connectionId}`;
  const list = await tx.maybe(sql<{ kind: string; name: string; groupId: number | null; isGone: boolean; wasTooLarge: boolean }>`
    SELECT c.kind, l.name, l.group_id AS "groupId", l.gone_at IS NOT NULL AS "isGone", l.is_too_large AS "wasTooLarge" FROM crm_lists l JOIN crm_connections c ON c.account_id = l.account_id AND c.id = l.connection_id
    WHERE l.account_id = ${tx.accountId} AND l.connection_id = ${connectionId} AND l.external_id = ${listId}`);
  if (!list) return;
  const tooMany = walkedAt === null ? list.wasTooLarge : await isTooLarge(tx, connectionId, listId, walkedAt);
  if (walkedAt !== null) await tx.run(sql`DELETE FROM crm_list_members WHERE ${those} AND list_id = ${listId} AND (seen_at < ${walkedAt} OR ${tooMany}::boolean)`);
  const addresses = (await tx.rows(sql<{ address: string }>`
    SELECT DISTINCT a.address FROM crm_list_members m JOIN crm_contact_addresses a ON a.account_id = m.account_id AND a.connection_id = m.connection_id AND a.external_id = m.contact_id
    WHERE m.account_id = ${tx.accountId} AND m.connection_id = ${connectionId} AND m.list_id = ${listId} LIMIT ${groupMembersMax + 1}`)).map(({ address }) => address);
  const isLarge = tooMany || addresses.length > groupMembersMax;
  if (isLarge && list.groupId !== null) await dropCrmGroup(tx, act, list.groupId);
  const groupId = isLarge ? null : await keepCrmGroup(tx, act, list.groupId, { kind: list.kind, name: list.name, addresses, isGone: list.isGone });
  await tx.run(sql`
    UPDATE crm_lists SET group_id = ${groupId}, is_stale = false, is_too_large = ${isLarge}, walked_mark = CASE WHEN ${walkedAt !== null}::boolean THEN mark ELSE walked_mark END, walked_at = coalesce(${walkedAt}::timestamptz, walked_at)
    WHERE ${those} AND external_id = ${listId}`);
}

/** Forgets one list with its group: of a connection that takes no lists any more, or is disconnected. Its id; null: there is none left. */
export async function dropList(tx: Tx, act: Act, connectionId: number): Promise<string | null> {
  const those = sql`account_id = ${tx.accountId} AND connection_id = ${connectionId}`;
  const list = await tx.maybe(sql<{ id: string; groupId: number | null }>`SELECT external_id AS id, group_id AS "groupId" FROM crm_lists WHERE ${those} ORDER BY external_id LIMIT 1`);
  if (!list) return null;
  if (list.groupId !== null) await dropCrmGroup(tx, act, list.groupId);
  await tx.run(sql`DELETE FROM crm_list_members WHERE ${those} AND list_id = ${list.id}`);
  await tx.run(sql`DELETE FROM crm_lists WHERE ${those} AND external_id = ${list.id}`);
  return list.id;
}
