import { sql, type Tx } from '#storage/index.ts';

/** Mail threads and conversations that the messages of a channel lie in. */
export async function countChannel(tx: Tx, channelId: number): Promise<{ messages: number; threads: number; conversations: number }> {
  return tx.one(sql<{ messages: number; threads: number; conversations: number }>`
    SELECT count(*) AS messages, count(DISTINCT thread_id) AS threads, count(DISTINCT conversation_id) AS conversations
    FROM messages WHERE account_id = ${tx.accountId} AND channel_id = ${channelId} AND deleted_at IS NULL`);
}
