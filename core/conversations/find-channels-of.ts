import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** In which channels conversations stand: id -> channel. Unknown ones are left out. */
export async function findChannelsOf(tx: Tx, act: Act, ids: readonly number[]): Promise<Map<number, number>> {
  requirePermission(act, 'conversations.read');
  const rows = await tx.rows(sql<{ id: number; channelId: number }>`SELECT id, channel_id AS "channelId" FROM conversations WHERE account_id = ${tx.accountId} AND id = ANY(${[...new Set(ids)]}::bigint[])`);
  return new Map(rows.map(({ id, channelId }) => [id, channelId]));
}
