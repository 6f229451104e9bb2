import { sql, type Sql, type Tx } from '#storage/index.ts';
import { defaultCapacity, type AgentWork } from '../agent-work.ts';

interface Row extends Omit<AgentWork, 'statusSinceMs' | 'idleSinceMs' | 'wrapUpUntilMs'> { readonly statusSince: string; readonly idleSince: string; readonly wrapUpUntil: string | null }

/** How the agent stands, his row locked until the transaction ends; null: he has never been at a desk. */
export async function lockAgentWork(tx: Tx, agentId: number): Promise<AgentWork | null> {
  return (await readAgentWork(tx, sql`p.agent_id = ${agentId} FOR UPDATE OF p`))[0] ?? null;
}

/** The same without the lock, for reading. */
export async function getAgentWork(tx: Tx, agentId: number): Promise<AgentWork | null> {
  return (await readAgentWork(tx, sql`p.agent_id = ${agentId}`))[0] ?? null;
}

async function readAgentWork(tx: Tx, where: Sql): Promise<AgentWork[]> {
  const rows = await tx.rows(sql<Row>`
    SELECT p.agent_id AS "agentId", status_id AS "statusId", status_since AS "statusSince", resume_status_id AS "resumeStatusId", is_online AS "isOnline",
      takes_messages AS "takesMessages", takes_calls AS "takesCalls", takes_chats AS "takesChats", coalesce(p.capacity, c.capacity, ${defaultCapacity.capacity}::int) AS capacity,
      coalesce(p.call_weight, c.call_weight, ${defaultCapacity.callWeight}::int) AS "callWeight", coalesce(p.chat_weight, c.chat_weight, ${defaultCapacity.chatWeight}::int) AS "chatWeight",
      coalesce((SELECT s.takes_work FROM agent_statuses s WHERE s.account_id = p.account_id AND s.id > 0 AND s.id = coalesce(p.resume_status_id, p.status_id)), false) AS "ownStatusTakesWork", load, calls, chats, idle_since AS "idleSince",
      wrap_up_until AS "wrapUpUntil"
    FROM agent_presence p LEFT JOIN capacity_settings c ON c.account_id = p.account_id
    WHERE p.account_id = ${tx.accountId} AND ${where}`);
  return rows.map(({ statusSince, idleSince, wrapUpUntil, ...rest }) => (
    { ...rest, statusSinceMs: Date.parse(statusSince), idleSinceMs: Date.parse(idleSince), wrapUpUntilMs: wrapUpUntil === null ? null : Date.parse(wrapUpUntil) }));
}
