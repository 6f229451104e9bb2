import { sql, type Tx } from '#storage/index.ts';

export interface ConversationOfSource { readonly conversationId: number; readonly channelId: number; readonly sourceId: string }

/** By which names whose conversations these are; those that nobody from outside sees are left out. For sockets, which ask whom an event concerns. */
export async function findSourcesOf(tx: Tx, conversationIds: readonly number[]): Promise<ConversationOfSource[]> {
  if (conversationIds.length === 0) return [];
  return tx.rows(sql<ConversationOfSource>`
    SELECT id AS "conversationId", channel_id AS "channelId", source_id AS "sourceId" FROM conversations
    WHERE account_id = ${tx.accountId} AND id = ANY(${[...new Set(conversationIds)]}::bigint[]) AND source_id IS NOT NULL`);
}
