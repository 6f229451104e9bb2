import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Agents who have a customer on hold at this moment, and since when (of several, the longest). */
export async function findAgentsOnHold(tx: Tx, act: Act): Promise<Map<number, string>> {
  requirePermission(act, 'people.read');
  const rows = await tx.rows(sql<{ agentId: number; since: string }>`
    SELECT s.agent_id AS "agentId", min(s.started_at) AS since
    FROM agent_presence p
    JOIN interaction_parties y ON y.account_id = p.account_id AND y.agent_id = p.agent_id AND y.state = 'on-hold'
    JOIN interaction_spans s ON s.account_id = y.account_id AND s.interaction_id = y.interaction_id AND s.party_id = y.id AND s.type = 'hold' AND s.ended_at IS NULL
    WHERE p.account_id = ${tx.accountId} AND p.is_online AND s.agent_id IS NOT NULL GROUP BY s.agent_id`);
  return new Map(rows.map(({ agentId, since }) => [agentId, since]));
}
