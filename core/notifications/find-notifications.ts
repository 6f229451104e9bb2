import { CoreError, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { NotificationKind } from './kinds.ts';

export interface Notification {
  readonly id: number;
  readonly kind: NotificationKind;
  readonly conversationId: number;
  readonly messageId: number | null;
  readonly subject: string;
  /** Null: the server itself. */
  readonly by: { readonly userId: number; readonly name: string } | null;
  readonly createdAt: string;
  readonly readAt: string | null;
}

export const unreadCountMax = 1_000;

/** One's own, newest first, those of deleted conversations left out. `before`: the id where the last page ended. */
export async function findNotifications(tx: Tx, act: Act, { before = null, limit = 25 }: { before?: number | null; limit?: number } = {}): Promise<{ rows: Notification[]; next: number | null; unreadCount: number }> {
  requirePermission(act, 'conversations.read');
  const userId = readerOf(act);
  const found = await tx.rows(sql<Notification>`
    SELECT n.id, n.kind, n.conversation_id AS "conversationId", n.message_id AS "messageId", c.subject,
      (SELECT jsonb_build_object('userId', u.id, 'name', u.name) FROM users u WHERE u.id = n.by_user_id) AS by,
      n.created_at AS "createdAt", n.read_at AS "readAt"
    FROM notifications n JOIN conversations c ON c.account_id = n.account_id AND c.id = n.conversation_id AND c.life <> 'deleted'
    WHERE n.account_id = ${tx.accountId} AND n.user_id = ${userId} AND n.id < ${before ?? Number.MAX_SAFE_INTEGER} ORDER BY n.id DESC LIMIT ${limit + 1}`);
  const { count } = await tx.one(sql<{ count: number }>`
    SELECT count(*) AS count FROM (SELECT FROM notifications n JOIN conversations c ON c.account_id = n.account_id AND c.id = n.conversation_id AND c.life <> 'deleted'
      WHERE n.account_id = ${tx.accountId} AND n.user_id = ${userId} AND n.read_at IS NULL LIMIT ${unreadCountMax}) unread`);
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? rows.at(-1)!.id : null, unreadCount: count };
}

/** Who reads: notifications belong to people. */
export function readerOf({ actor }: Act): number {
  if (actor.kind !== 'user' || actor.id === null) throw new CoreError('forbidden', 'Notifications belong to people who are signed in.', { key: 'people-only' });
  return actor.id;
}
