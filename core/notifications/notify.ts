import { appendEvents } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { whoWants } from './choices/choices.ts';
import type { NotificationKind } from './kinds.ts';

export interface Notice {
  readonly kind: NotificationKind;
  readonly conversationId: number;
  readonly messageId: number | null;
  readonly byUserId: number | null;
  readonly at: string;
}

/**
 * Writes the rows and tells of them, for those who want to know. A person who was told of this message already is not told twice, and of what repeats itself
 * (a customer who writes line after line) not before the last was read. Returns how many were told.
 */
export async function notify(tx: Tx, act: Act, userIds: readonly number[], { kind, conversationId, messageId, byUserId, at }: Notice): Promise<number> {
  const others = [...new Set(userIds)].filter((id) => id !== byUserId).toSorted((a, b) => a - b);
  const wanting = await whoWants(tx, kind, others, ['desk', 'push']);
  if (wanting.length === 0) return 0;
  const rows = await tx.rows(sql<{ id: number; userId: number }>`
    INSERT INTO notifications (account_id, user_id, kind, conversation_id, message_id, by_user_id, created_at)
    SELECT ${tx.accountId}::bigint, m.user_id, ${kind}, ${conversationId}::bigint, ${messageId}::bigint, ${byUserId}::bigint, ${at}::timestamptz
    FROM memberships m WHERE m.account_id = ${tx.accountId} AND m.user_id = ANY(${wanting}::bigint[]) AND m.ended_at IS NULL ORDER BY m.user_id
    ON CONFLICT DO NOTHING RETURNING id, user_id AS "userId"`);
  await appendEvents(tx, act, rows.map(({ id, userId }) => ({ type: 'notification.created' as const, data: { notificationId: id, userId } })));
  return rows.length;
}
