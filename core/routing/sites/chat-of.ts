import { sql, type Tx } from '#storage/index.ts';

export interface ChatOfConversation {
  readonly id: number;
  readonly state: string;
  readonly queueId: number | null;
  readonly agentId: number | null;
}

/** The chat that goes on in a conversation, the newest where there are several; null: none does. */
export async function findChatOf(tx: Tx, conversationId: number): Promise<ChatOfConversation | null> {
  return tx.maybe(sql<ChatOfConversation>`
    SELECT id, state, queue_id AS "queueId", agent_id AS "agentId" FROM interactions
    WHERE account_id = ${tx.accountId} AND conversation_id = ${conversationId} AND kind = 'chat' AND ended_at IS NULL ORDER BY id DESC LIMIT 1`);
}

/** The chat of a conversation after which this agent wraps up; null: he does not. */
export async function findWrapUpOf(tx: Tx, conversationId: number, agentId: number): Promise<number | null> {
  const row = await tx.maybe(sql<{ id: number }>`
    SELECT i.id FROM interactions i JOIN interaction_parties p ON p.account_id = i.account_id AND p.interaction_id = i.id
    WHERE i.account_id = ${tx.accountId} AND i.conversation_id = ${conversationId} AND i.kind = 'chat' AND p.agent_id = ${agentId} AND p.state = 'wrap-up' ORDER BY i.id DESC LIMIT 1`);
  return row?.id ?? null;
}

/** Where a chat stands in the line, and how long that may take. */
export interface ChatWait {
  /** From 1. */
  readonly place: number;
  /** What the last twenty waited in this queue who were answered, on average; null: nobody was yet. */
  readonly expectedSeconds: number | null;
}

/** null: it does not wait. */
export async function findChatWait(tx: Tx, interactionId: number): Promise<ChatWait | null> {
  const row = await tx.maybe(sql<{ place: number; expectedSeconds: number | null }>`
    SELECT 1 + (SELECT count(*) FROM queue_entries b WHERE b.account_id = e.account_id AND b.queue_id = e.queue_id
        AND (b.rank_priority > e.rank_priority OR (b.rank_priority = e.rank_priority AND (b.rank_at, b.interaction_id) < (e.rank_at, e.interaction_id)))) AS place,
      (SELECT round(avg(w.seconds))::int FROM (
        SELECT floor(extract(epoch FROM s.ended_at)) - floor(extract(epoch FROM s.started_at)) AS seconds FROM interaction_spans s
        WHERE s.account_id = e.account_id AND s.queue_id = e.queue_id AND s.type = 'queue' AND s.outcome = 'answered' AND s.ended_at IS NOT NULL ORDER BY s.ended_at DESC LIMIT 20) w) AS "expectedSeconds"
    FROM queue_entries e WHERE e.account_id = ${tx.accountId} AND e.interaction_id = ${interactionId}`);
  return row;
}
