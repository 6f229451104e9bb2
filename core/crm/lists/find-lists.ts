import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** A list of the connected system, and what it is here. groupId null: it was not read yet, or has more members than a group holds (`isTooLarge`), or its group was deleted. */
export interface CrmListHere { readonly name: string; readonly groupId: number | null; readonly isTooLarge: boolean; readonly isGone: boolean }

/** By name, 500 at most. */
export async function findCrmLists(tx: Tx, act: Act, connectionId: number): Promise<CrmListHere[]> {
  requirePermission(act, 'settings.write');
  return tx.rows(sql<CrmListHere>`
    SELECT name, group_id AS "groupId", is_too_large AS "isTooLarge", gone_at IS NOT NULL AS "isGone" FROM crm_lists WHERE account_id = ${tx.accountId} AND connection_id = ${connectionId} ORDER BY lower(name), external_id LIMIT 500`);
}
