import type { QueueKind } from '#core/queues/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * For tests without routing (which writes it by save_routing): says since when the agent is idle and ready for work of each kind (epoch milliseconds; null: not ready), in all his queues, in one statement.
 * The caller holds the lock of the agent's row in agent_presence: that orders this with `recomputeMembers`.
 */
export async function setReady(tx: Tx, agentId: number, readyKinds: Readonly<Record<QueueKind, number | null>>): Promise<void> {
  const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
  await tx.run(sql`
    UPDATE queue_agents m SET ready_since = w.ready_since
    FROM (SELECT q.id, CASE q.kind WHEN 'call' THEN ${instant(readyKinds.call)}::timestamptz ELSE ${instant(readyKinds.chat)}::timestamptz END AS ready_since
          FROM queues q JOIN queue_agents k ON k.account_id = q.account_id AND k.queue_id = q.id
          WHERE q.account_id = ${tx.accountId} AND k.agent_id = ${agentId}) w
    WHERE m.account_id = ${tx.accountId} AND m.agent_id = ${agentId} AND m.queue_id = w.id AND m.ready_since IS DISTINCT FROM w.ready_since`);
}
