import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Of what is open and in people's hands at this moment. */
export interface LiveCounts { readonly open: number; /** A message of the customer waits for an answer. */ readonly unattended: number; readonly unassigned: number }

export async function countLive(tx: Tx, act: Act): Promise<LiveCounts> {
  requirePermission(act, 'reports.read');
  return tx.one(sql<LiveCounts>`
    SELECT count(*)::int AS open, count(*) FILTER (WHERE waiting_since IS NOT NULL)::int AS unattended, count(*) FILTER (WHERE assignee_id IS NULL)::int AS unassigned
    FROM conversations WHERE account_id = ${tx.accountId} AND life = 'open' AND merged_into IS NULL AND handler = 'person'`);
}

export interface LiveCountsOfAgent { readonly agentId: number; readonly open: number; readonly unattended: number }

/** By agent; who has nothing open is not there. */
export async function countLiveByAgent(tx: Tx, act: Act): Promise<Map<number, LiveCountsOfAgent>> {
  requirePermission(act, 'reports.read');
  const rows = await tx.rows(sql<LiveCountsOfAgent>`
    SELECT assignee_id AS "agentId", count(*)::int AS open, count(*) FILTER (WHERE waiting_since IS NOT NULL)::int AS unattended
    FROM conversations WHERE account_id = ${tx.accountId} AND life = 'open' AND merged_into IS NULL AND handler = 'person' AND assignee_id IS NOT NULL GROUP BY assignee_id`);
  return new Map(rows.map((row) => [row.agentId, row]));
}
