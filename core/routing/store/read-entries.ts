import { sql, type Tx } from '#storage/index.ts';
import type { QueueEntry } from '../engine/store.ts';
import { fromInstant, toInstant } from './instants.ts';

type EntryRow = Omit<QueueEntry, 'rankAtMs' | 'enteredMs'> & { readonly rankAt: string; readonly enteredAt: string };

const columns = sql`queue_id AS "queueId", interaction_id AS "interactionId", priority, rank_priority AS "rankPriority", rank_at AS "rankAt", entered_at AS "enteredAt",
  preferred_agent_id AS "preferredAgentId", transfer_id AS "transferId", groups_open AS "groupsOpen", attempts, is_offered AS "isOffered"`;

const toEntry = ({ rankAt, enteredAt, ...rest }: EntryRow): QueueEntry => ({ ...rest, rankAtMs: fromInstant(rankAt), enteredMs: fromInstant(enteredAt) });

export async function getEntry(tx: Tx, interactionId: number): Promise<QueueEntry | null> {
  const row = await tx.maybe(sql<EntryRow>`SELECT ${columns} FROM queue_entries WHERE account_id = ${tx.accountId} AND interaction_id = ${interactionId}`);
  return row && toEntry(row);
}

/** The first of the queue that may be held out; `after`: the one behind that. One probe of the index of what is free. */
export async function headOf(tx: Tx, queueId: number, after?: QueueEntry): Promise<QueueEntry | null> {
  const behind = after === undefined ? sql`` : sql`
    AND rank_priority <= ${after.rankPriority}
    AND (rank_priority < ${after.rankPriority} OR (rank_at, interaction_id) > (${toInstant(after.rankAtMs)}::timestamptz, ${after.interactionId}::bigint))`;
  const row = await tx.maybe(sql<EntryRow>`
    SELECT ${columns} FROM queue_entries WHERE account_id = ${tx.accountId} AND queue_id = ${queueId} AND NOT is_offered ${behind}
    ORDER BY rank_priority DESC, rank_at, interaction_id LIMIT 1`);
  return row && toEntry(row);
}

export async function countWaiting(tx: Tx, queueId: number): Promise<number> {
  return (await tx.one(sql<{ waiting: number }>`SELECT count(*) AS waiting FROM queue_entries WHERE account_id = ${tx.accountId} AND queue_id = ${queueId}`)).waiting;
}

/** The queues of the agent in which something waits that is free to be offered: the higher priority first, then the better head. */
export async function queuesWaitingFor(tx: Tx, agentId: number): Promise<number[]> {
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT q.id FROM queue_agents qa
      JOIN queues q ON q.account_id = qa.account_id AND q.id = qa.queue_id
      CROSS JOIN LATERAL (
        SELECT e.rank_priority, e.rank_at, e.interaction_id FROM queue_entries e
        WHERE e.account_id = ${tx.accountId} AND e.queue_id = qa.queue_id AND NOT e.is_offered ORDER BY e.rank_priority DESC, e.rank_at, e.interaction_id LIMIT 1) h
    WHERE qa.account_id = ${tx.accountId} AND qa.agent_id = ${agentId}
    ORDER BY q.priority DESC, h.rank_priority DESC, h.rank_at, h.interaction_id`);
  return rows.map((row) => row.id);
}
