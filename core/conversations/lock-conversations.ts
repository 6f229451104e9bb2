import { CoreError } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Life, Turn } from './conversation.ts';

export interface LockedConversation {
  readonly id: number; readonly life: Life; readonly turn: Turn; readonly assigneeId: number | null; readonly teamId: number | null;
  readonly priority: number; readonly channelId: number;
  /** Null: what was merged away is never handed out. */
  readonly mergedInto: number | null;
}

/**
 * Locks conversations for a change, in order of id, following the redirects of merged ones. Another account's ids are simply not there.
 * A merge that commits while this waits for its rows is seen: what was locked is looked at again before it counts.
 */
export async function lockConversations(tx: Tx, ids: readonly number[]): Promise<LockedConversation[]> {
  const wanted = [...new Set(ids)];
  for (let round = 0; round < roundsMax; round += 1) {
    const rows = await tx.rows(sql<LockedConversation>`
      SELECT id, life, turn, assignee_id AS "assigneeId", team_id AS "teamId", priority, channel_id AS "channelId", merged_into AS "mergedInto"
      FROM conversations
      WHERE account_id = ${tx.accountId} AND id = ANY(ARRAY(
        SELECT coalesce(r.merged_into, r.id) FROM conversations r WHERE r.account_id = ${tx.accountId} AND r.id = ANY(${wanted}::bigint[])))
      ORDER BY id FOR UPDATE`);
    if (rows.every((row) => row.mergedInto === null)) return rows;
  }
  throw new CoreError('conflict', 'These conversations are being merged at this moment. Look again and repeat.', { key: 'being-merged' });
}

const roundsMax = 5;
