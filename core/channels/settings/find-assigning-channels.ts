import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Channels whose new work is given to members by itself. */
export async function findAssigningChannels(tx: Tx, act: Act): Promise<ReadonlySet<number>> {
  requirePermission(act, 'channels.read');
  const rows = await tx.rows(sql<{ id: number }>`
    SELECT id FROM channels WHERE account_id = ${tx.accountId} AND disabled_at IS NULL AND coalesce(settings -> 'assignment' ->> 'mode', 'off') <> 'off' ORDER BY id`);
  return new Set(rows.map(({ id }) => id));
}
