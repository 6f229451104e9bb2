import { sql, type Tx } from '#storage/index.ts';
import type { CrmList } from '../source.ts';
import { safeText } from '../store/safe-text.ts';

interface Run { readonly connectionId: number; /** When the run began. */ readonly runAt: string }

/** A page of the lists that there are now. After the last page (`isLast`) those that this run has not seen are gone; one that is there again goes on. Returns how many went. */
export async function storeLists(tx: Tx, { connectionId, runAt }: Run, lists: readonly CrmList[], { isLast }: { isLast: boolean }): Promise<number> {
  const rows = [...new Map(lists.map(({ id, name, mark }) => [safeText(id, 300), { id: safeText(id, 300), name: safeText(name, 200).trim() || safeText(id, 200), mark: safeText(mark, 500) }])).values()];
  await tx.run(sql`
    INSERT INTO crm_lists (account_id, connection_id, external_id, name, mark, seen_at)
    SELECT ${tx.accountId}::bigint, ${connectionId}::bigint, r.id, r.name, r.mark, ${runAt}::timestamptz FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, name text, mark text) ORDER BY r.id
    ON CONFLICT (account_id, connection_id, external_id) DO UPDATE SET name = excluded.name, mark = excluded.mark, seen_at = excluded.seen_at, gone_at = NULL,
      is_stale = crm_lists.is_stale OR crm_lists.name <> excluded.name OR crm_lists.gone_at IS NOT NULL`);
  if (!isLast) return 0;
  return tx.run(sql`UPDATE crm_lists SET gone_at = ${runAt}, is_stale = true WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND seen_at < ${runAt} AND gone_at IS NULL`);
}

/** A page of who is in a list. */
export async function storeMembers(tx: Tx, { connectionId, runAt }: Run, listId: string, contactIds: readonly string[]): Promise<void> {
  await tx.run(sql`
    INSERT INTO crm_list_members (account_id, connection_id, list_id, contact_id, seen_at)
    SELECT DISTINCT ${tx.accountId}::bigint, ${connectionId}::bigint, ${listId}, i, ${runAt}::timestamptz FROM unnest(${contactIds.map((id) => safeText(id, 300))}::text[]) i
    ON CONFLICT (account_id, connection_id, list_id, contact_id) DO UPDATE SET seen_at = excluded.seen_at`);
}

/** Lists that have one of these contacts are made anew by the next run: their addresses changed. `areGone`: they are in no list any more. */
export async function touchLists(tx: Tx, connectionId: number, contactIds: readonly string[], { areGone = false } = {}): Promise<void> {
  if (contactIds.length === 0) return;
  const those = sql`account_id = ${tx.accountId} AND connection_id = ${connectionId} AND contact_id = ANY(${[...contactIds]}::text[])`;
  await tx.run(sql`
    UPDATE crm_lists SET is_stale = true WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} AND NOT is_stale AND external_id IN (SELECT list_id FROM crm_list_members WHERE ${those})`);
  if (areGone) await tx.run(sql`DELETE FROM crm_list_members WHERE ${those}`);
}
