import { sql, type Tx } from '#storage/index.ts';
import type { Life, Turn } from './conversation.ts';

export interface LockedConversation {
  readonly id: number; readonly life: Life; readonly turn: Turn; readonly assigneeId: number | null; readonly teamId: number | null;
  readonly priority: number; readonly channelId: number;
}

/** Locks conversations for a change, in order of id, following the redirects of merged ones. Another account's ids are simply not there. */
export async function lockConversations(tx: Tx, ids: readonly number[]): Promise<LockedConversation[]> {
  return tx.rows(sql<LockedConversation>`
    SELECT id, life, turn, assignee_id AS "assigneeId", team_id AS "teamId", priority, channel_id AS "channelId"
    FROM conversations
    WHERE account_id = ${tx.accountId} AND merged_into IS NULL AND id = ANY(ARRAY(
      SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ANY(${[...new Set(ids)]}::bigint[])))
    ORDER BY id FOR UPDATE`);
}
