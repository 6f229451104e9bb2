import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

export interface OnlineAgent { readonly agentId: number; readonly statusId: number; readonly statusSince: string }

/** Agents who are online now, by id: the status that each is in and since when. */
export async function findOnlineAgents(tx: Tx, act: Act): Promise<OnlineAgent[]> {
  requirePermission(act, 'people.read');
  return tx.rows(sql<OnlineAgent>`
    SELECT p.agent_id AS "agentId", p.status_id AS "statusId", p.status_since AS "statusSince" FROM agent_presence p
    JOIN agents a ON a.account_id = p.account_id AND a.id = p.agent_id AND a.deactivated_at IS NULL
    WHERE p.account_id = ${tx.accountId} AND p.is_online ORDER BY p.agent_id`);
}
