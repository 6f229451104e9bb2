import { appendEvents } from '#core/events/index.ts';
import { notFound, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { statusIds } from '../statuses/built-in.ts';

/**
 * The row that says how an agent stands, made where there is none: offline, in the status Offline, and with that begins his log. Checks no
 * permission: the command that needs it has. `not-found` for an agent who is not there or was deactivated.
 */
export async function ensureAgentPresence(tx: Tx, act: Act, agentId: number): Promise<void> {
  const agent = await tx.maybe(sql<{ hasRow: boolean }>`
    SELECT EXISTS (SELECT FROM agent_presence p WHERE p.account_id = a.account_id AND p.agent_id = a.id) AS "hasRow"
    FROM agents a WHERE a.account_id = ${tx.accountId} AND a.id = ${agentId} AND a.deactivated_at IS NULL`);
  if (!agent) throw notFound('agent');
  if (agent.hasRow) return;
  const made = await tx.run(sql`
    INSERT INTO agent_presence (account_id, agent_id, status_id, status_since, idle_since) VALUES (${tx.accountId}, ${agentId}, ${statusIds.offline}, ${act.now}, ${act.now})
    ON CONFLICT DO NOTHING`);
  if (made === 0) return;
  await tx.run(sql`
    INSERT INTO agent_activities (account_id, agent_id, activity, status_id, started_at) VALUES (${tx.accountId}, ${agentId}, 'status', ${statusIds.offline}, ${act.now})`);
  await appendEvents(tx, act, [{ type: 'presence.changed', data: { agentId, statusId: statusIds.offline, isOnline: false } }]);
}
