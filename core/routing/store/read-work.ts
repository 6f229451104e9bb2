import { sql, type Tx } from '#storage/index.ts';
import type { TimerKind, WorkInHand } from '../engine/store.ts';
import { fromInstantOrNull } from './instants.ts';

/** What the agent is in, or wraps up, by id; of an interaction that he wraps up and is in again, the second. */
export async function workOf(tx: Tx, agentId: number): Promise<WorkInHand[]> {
  return tx.rows(sql<WorkInHand>`
    SELECT DISTINCT ON (p.interaction_id) p.interaction_id AS "interactionId", i.kind, p.role, p.left_at IS NOT NULL AS "isWrapUp"
    FROM interaction_parties p JOIN interactions i ON i.account_id = p.account_id AND i.id = p.interaction_id
    WHERE p.account_id = ${tx.accountId} AND p.agent_id = ${agentId} AND p.state NOT IN ('finished', 'failed') AND (p.left_at IS NULL OR p.state = 'wrap-up')
    ORDER BY p.interaction_id, p.left_at IS NULL DESC, p.seq DESC`);
}

/** Calls and chats whose transfer waits for this agent. */
export async function awaiting(tx: Tx, agentId: number): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT t.interaction_id AS id FROM interaction_transfers t
      JOIN routing_timers w ON w.account_id = ${tx.accountId} AND w.kind = 'direct-wait' AND w.subject_id = t.interaction_id
    WHERE t.account_id = ${tx.accountId} AND t.to_agent_id = ${agentId} AND t.state = 'transferring' ORDER BY t.created_at, t.id LIMIT 20`);
  return rows.map(({ id }) => id);
}

export async function getTimer(tx: Tx, kind: TimerKind, subjectId: number): Promise<number | null> {
  const row = await tx.maybe(sql<{ dueAt: string }>`SELECT due_at AS "dueAt" FROM routing_timers WHERE account_id = ${tx.accountId} AND kind = ${kind} AND subject_id = ${subjectId}`);
  return fromInstantOrNull(row?.dueAt ?? null);
}

export async function queueOf(tx: Tx, interactionId: number): Promise<number | null> {
  const row = await tx.maybe(sql<{ queueId: number | null }>`SELECT queue_id AS "queueId" FROM interactions WHERE account_id = ${tx.accountId} AND id = ${interactionId}`);
  return row?.queueId ?? null;
}
