import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readerOf } from '../find-notifications.ts';
import { notificationKinds, usualWays, type NotificationKind, type NotificationWay } from '../kinds.ts';

export type NotificationChoices = Readonly<Record<NotificationKind, NotificationWay>>;

/** How the acting person is told of each kind. */
export async function findChoices(tx: Tx, act: Act): Promise<NotificationChoices> {
  requirePermission(act, 'conversations.read');
  const userId = readerOf(act);
  const rows = await tx.rows(sql<{ kind: NotificationKind; way: NotificationWay }>`SELECT kind, way FROM notification_choices WHERE account_id = ${tx.accountId} AND user_id = ${userId}`);
  return { ...usualWays, ...Object.fromEntries(rows.map(({ kind, way }) => [kind, way])) };
}

/** One's own, of the kinds that are named; what is not named stays. Holds for what happens from now on. */
export async function changeChoices(tx: Tx, act: Act, change: Partial<NotificationChoices>): Promise<NotificationChoices> {
  requirePermission(act, 'conversations.read');
  const userId = readerOf(act);
  const kinds = notificationKinds.filter((kind) => change[kind] !== undefined);
  await tx.run(sql`
    INSERT INTO notification_choices (account_id, user_id, kind, way, changed_at)
    SELECT ${tx.accountId}::bigint, ${userId}::bigint, c.kind, c.way, ${act.now}::timestamptz FROM unnest(${kinds}::text[], ${kinds.map((kind) => change[kind]!)}::text[]) AS c(kind, way)
    ON CONFLICT (account_id, user_id, kind) DO UPDATE SET way = excluded.way, changed_at = excluded.changed_at`);
  return findChoices(tx, act);
}

/** Those of these people who want to be told of a kind in one of these ways. */
export async function whoWants(tx: Tx, kind: NotificationKind, userIds: readonly number[], ways: readonly NotificationWay[]): Promise<number[]> {
  if (userIds.length === 0) return [];
  const rows = await tx.rows(sql<{ userId: number; way: NotificationWay }>`
    SELECT user_id AS "userId", way FROM notification_choices WHERE account_id = ${tx.accountId} AND user_id = ANY(${[...userIds]}::bigint[]) AND kind = ${kind}`);
  const chosen = new Map(rows.map(({ userId, way }) => [userId, way]));
  return userIds.filter((id) => ways.includes(chosen.get(id) ?? usualWays[kind]));
}
