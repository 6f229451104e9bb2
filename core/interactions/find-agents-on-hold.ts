import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Of these agents, those who have a customer on hold at this moment, and since when (of several, the longest). */
export async function findAgentsOnHold(tx: Tx, act: Act, agentIds: readonly number[]): Promise<Map<number, string>> {
  requirePermission(act, 'people.read');
  if (agentIds.length === 0) return new Map();
  const rows = await tx.rows(sql<{ agentId: number; since: string }>`
    SELECT y.agent_id AS "agentId", min(s.started_at) AS since
    FROM interaction_parties y
    JOIN interaction_spans s ON s.account_id = y.account_id AND s.interaction_id = y.interaction_id AND s.party_id = y.id AND s.type = 'hold' AND s.ended_at IS NULL
    WHERE y.account_id = ${tx.accountId} AND y.agent_id = ANY(${[...agentIds]}::bigint[]) AND y.state NOT IN ('finished', 'failed') GROUP BY y.agent_id`);
  return new Map(rows.map(({ agentId, since }) => [agentId, since]));
}
