import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readerOf } from '../find-notifications.ts';
import type { PushDevice } from './push-device.ts';

/** The acting person's, the one seen last first. */
export async function findPushDevices(tx: Tx, act: Act, sessionId: number | null): Promise<PushDevice[]> {
  requirePermission(act, 'conversations.read');
  return tx.rows(sql<PushDevice>`
    SELECT id, session_id IS NOT DISTINCT FROM ${sessionId}::bigint AS "isCurrent", service, user_agent AS "userAgent", language, shows_text AS "showsText", created_at AS "createdAt", seen_at AS "seenAt",
      pushed_at AS "pushedAt", problem::integer AS "refusedStatus"
    FROM push_devices WHERE account_id = ${tx.accountId} AND user_id = ${readerOf(act)} ORDER BY seen_at DESC, id DESC`);
}

/** Whether words of messages may stand on one of one's own devices. `not-found` for one that is not one's own. */
export async function changePushDevice(tx: Tx, act: Act, id: number, { showsText }: { readonly showsText: boolean }): Promise<void> {
  requirePermission(act, 'conversations.read');
  const changed = await tx.run(sql`UPDATE push_devices SET shows_text = ${showsText} WHERE account_id = ${tx.accountId} AND id = ${id} AND user_id = ${readerOf(act)}`);
  if (changed === 0) throw notFound('device');
}

/** One's own is told nothing any more. `not-found` for one that is not one's own. */
export async function removePushDevice(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'conversations.read');
  const removed = await tx.run(sql`DELETE FROM push_devices WHERE account_id = ${tx.accountId} AND id = ${id} AND user_id = ${readerOf(act)}`);
  if (removed === 0) throw notFound('device');
}

/** `not-found` unless it is one's own. */
export async function requireOwnDevice(tx: Tx, act: Act, id: number): Promise<void> {
  requirePermission(act, 'conversations.read');
  const found = await tx.maybe(sql<object>`SELECT id FROM push_devices WHERE account_id = ${tx.accountId} AND id = ${id} AND user_id = ${readerOf(act)}`);
  if (!found) throw notFound('device');
}
