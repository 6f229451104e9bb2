import type { StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';

interface ConversationLook {
  readonly id: number;
  readonly assigneeId: number | null;
  readonly life: string;
  readonly handler: 'bot' | 'person';
  /** The site it began on has no queue, so that nobody is offered it. */
  readonly isChatWithoutQueue: boolean;
  readonly hasIncoming: boolean;
  readonly firstMessageId: number | null;
  /** Agents of its channel; only where somebody may have to be told of it. */
  readonly memberIds: readonly number[];
}

export interface Concerned {
  readonly conversations: ReadonlyMap<number, ConversationLook>;
  readonly userOfAgent: ReadonlyMap<number, number>;
  /** Message -> the person who wrote it. */
  readonly authors: ReadonlyMap<number, number | null>;
  /** Interactions that are chats. */
  readonly chats: ReadonlySet<number>;
}

/** Everything that the events of a batch need to be told to the right people, in four statements. */
export async function loadConcerned(tx: Tx, events: readonly StoredEvent[]): Promise<Concerned> {
  const ids = [...new Set(events.map(({ conversationId }) => conversationId!))];
  const conversations = await tx.rows(sql<ConversationLook>`
    SELECT c.id, c.assignee_id AS "assigneeId", c.life, c.handler, coalesce(h.kind = 'site' AND s.queue_id IS NULL, false) AS "isChatWithoutQueue", f.id AS "firstMessageId", coalesce(f.direction = 'incoming', false) AS "hasIncoming",
      ARRAY(SELECT m.agent_id FROM channel_members m WHERE m.account_id = c.account_id AND m.channel_id = c.channel_id ORDER BY m.agent_id) AS "memberIds"
    FROM conversations c JOIN channels h ON h.account_id = c.account_id AND h.id = c.channel_id
    LEFT JOIN sites s ON s.account_id = c.account_id AND s.channel_id = c.channel_id
    LEFT JOIN LATERAL (SELECT id, direction FROM messages WHERE account_id = c.account_id AND conversation_id = c.id ORDER BY at, id LIMIT 1) f ON true
    WHERE c.account_id = ${tx.accountId} AND c.id = ANY(${ids}::bigint[]) AND c.life <> 'deleted'`);
  const failed = events.flatMap(({ type, messageId }) => (type === 'message.delivery' && messageId !== null ? [messageId] : []));
  const authors = failed.length === 0 ? [] : await tx.rows(sql<{ id: number; userId: number | null }>`
    SELECT m.id, coalesce(m.user_id, a.user_id) AS "userId" FROM messages m LEFT JOIN agents a ON a.account_id = m.account_id AND a.id = m.agent_id
    WHERE m.account_id = ${tx.accountId} AND m.id = ANY(${failed}::bigint[]) AND NOT m.is_automatic`);
  const offered = events.flatMap(({ type, data }) => (type === 'offer.changed' ? [data['interactionId'] as number] : []));
  const chats = offered.length === 0 ? [] : await tx.rows(sql<{ id: number }>`SELECT id FROM interactions WHERE account_id = ${tx.accountId} AND id = ANY(${offered}::bigint[]) AND kind = 'chat'`);
  const named = events.flatMap(({ data }) => [data['to'], data['agentId']]).filter((id) => typeof id === 'number');
  const agentIds = [...new Set([...named, ...conversations.flatMap(({ assigneeId, memberIds }) => [...memberIds, ...(assigneeId === null ? [] : [assigneeId])])])];
  const agents = agentIds.length === 0 ? [] : await tx.rows(sql<{ id: number; userId: number }>`
    SELECT id, user_id AS "userId" FROM agents WHERE account_id = ${tx.accountId} AND id = ANY(${agentIds}::bigint[]) AND user_id IS NOT NULL AND deactivated_at IS NULL`);
  return {
    conversations: new Map(conversations.map((one) => [one.id, one])), userOfAgent: new Map(agents.map(({ id, userId }) => [id, userId])),
    authors: new Map(authors.map(({ id, userId }) => [id, userId])), chats: new Set(chats.map(({ id }) => id)),
  };
}
