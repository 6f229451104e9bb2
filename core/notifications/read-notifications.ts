import { appendEvents } from '#core/events/index.ts';
import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readerOf } from './find-notifications.ts';

/** Marks one's own as read: those with these ids, or all up to and with one. Ids that are not one's own are passed over. Returns how many. */
export async function readNotifications(tx: Tx, act: Act, which: { readonly ids: readonly number[] } | { readonly upToId: number }): Promise<number> {
  requirePermission(act, 'conversations.read');
  const userId = readerOf(act);
  const condition = 'ids' in which ? sql`id = ANY(${[...which.ids]}::bigint[])` : sql`id <= ${which.upToId}`;
  const count = await tx.run(sql`
    UPDATE notifications SET read_at = ${act.now} WHERE account_id = ${tx.accountId} AND user_id = ${userId} AND read_at IS NULL AND ${condition}`);
  if (count > 0) await appendEvents(tx, act, [{ type: 'notification.read', data: { userId } }]);
  return count;
}
