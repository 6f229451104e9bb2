import { statusIds } from '#core/presence/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import type { AgentState } from './wallboard.ts';

export interface QueueAgentState { readonly queueId: number; readonly agentId: number; readonly state: AgentState }

/** The state of an agent (`p`: his row of agent_presence, if any) where `isReady` says whether he is ready for what is asked about. */
export const stateOf = (isReady: Sql): Sql => sql`
  CASE WHEN NOT coalesce(p.is_online, false) THEN 'offline'
    WHEN ${isReady} THEN 'ready'
    WHEN p.status_id = ${statusIds.wrapUp} OR p.wrap_up_until IS NOT NULL THEN 'wrap-up'
    WHEN p.calls + p.chats > 0 OR p.load > 0 THEN 'busy'
    ELSE 'away' END`;

/** Who works which queue, and how he stands towards it. Deactivated agents work none. */
export async function loadQueueAgents(tx: Tx, queueId: number | null = null): Promise<QueueAgentState[]> {
  return tx.rows(sql<QueueAgentState>`
    SELECT m.queue_id AS "queueId", m.agent_id AS "agentId", ${stateOf(sql`m.ready_since IS NOT NULL`)} AS state
    FROM queues q
    JOIN queue_agents m ON m.account_id = q.account_id AND m.queue_id = q.id
    JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id AND a.deactivated_at IS NULL
    LEFT JOIN agent_presence p ON p.account_id = m.account_id AND p.agent_id = m.agent_id
    WHERE q.account_id = ${tx.accountId} AND q.deleted_at IS NULL AND (${queueId}::bigint IS NULL OR q.id = ${queueId})
    ORDER BY m.queue_id, m.agent_id`);
}
