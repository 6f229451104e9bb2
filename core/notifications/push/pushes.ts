import { unseal, type SecretKey } from '#core/accounts/index.ts';
import type { StoredEvent } from '#core/events/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { usualWays, type NotificationKind } from '../kinds.ts';
import { pushDevicePlace, type PushLanguage, type PushSubscription } from './push-device.ts';

export interface PlannedPush { readonly notificationId: number; readonly deviceId: number }

/** Which devices are to be told of the notifications of these events: those of people who want push for the kind. */
export async function planPushes(tx: Tx, events: readonly StoredEvent[]): Promise<PlannedPush[]> {
  const ids = events.flatMap(({ type, data }) => (type === 'notification.created' ? [data['notificationId'] as number] : []));
  if (ids.length === 0) return [];
  const usual = Object.entries(usualWays).filter(([, way]) => way === 'push').map(([kind]) => kind);
  return tx.rows(sql<PlannedPush>`
    SELECT n.id AS "notificationId", d.id AS "deviceId" FROM notifications n
    JOIN push_devices d ON d.account_id = n.account_id AND d.user_id = n.user_id
    LEFT JOIN notification_choices c ON c.account_id = n.account_id AND c.user_id = n.user_id AND c.kind = n.kind
    WHERE n.account_id = ${tx.accountId} AND n.id = ANY(${ids}::bigint[]) AND coalesce(c.way = 'push', n.kind = ANY(${usual}::text[])) ORDER BY n.id, d.id`);
}

/** Where a push goes: its device, whose sign-in it lives by, and its language. */
export interface PushTarget { readonly deviceId: number; readonly userId: number; readonly sessionId: number; readonly subscription: PushSubscription; readonly language: PushLanguage; readonly account: string }

/** What there is to say. */
export interface PushSaid {
  readonly notificationId: number;
  readonly kind: NotificationKind;
  readonly conversationId: number;
  /** Name of a colleague; null: the server itself. */
  readonly by: string | null;
  readonly createdAt: string;
  /** Null: the device's owner wants no words of messages there. */
  readonly text: { readonly subject: string; readonly words: string } | null;
}

const wordsMax = 200;

/** Null: the device is gone. */
export async function loadPushTarget(tx: Tx, key: SecretKey, deviceId: number): Promise<PushTarget | null> {
  const row = await tx.maybe(sql<Omit<PushTarget, 'subscription'> & { sealed: Buffer }>`
    SELECT d.id AS "deviceId", d.user_id AS "userId", d.session_id AS "sessionId", d.language, d.subscription_sealed AS sealed, a.name AS account
    FROM push_devices d JOIN accounts a ON a.id = d.account_id WHERE d.account_id = ${tx.accountId} AND d.id = ${deviceId} AND d.subscription_sealed IS NOT NULL`);
  if (!row) return null;
  const { sealed, ...target } = row;
  return { ...target, subscription: JSON.parse(unseal(key, pushDevicePlace(tx.accountId, deviceId), sealed)) as PushSubscription };
}

/** Null: there is nothing to say any more, it was read or is gone, or it is somebody else's than the device. */
export async function loadPushSaid(tx: Tx, notificationId: number, deviceId: number): Promise<PushSaid | null> {
  const row = await tx.maybe(sql<Omit<PushSaid, 'text'> & { showsText: boolean; subject: string; words: string | null }>`
    SELECT n.id AS "notificationId", n.kind, n.conversation_id AS "conversationId", n.created_at AS "createdAt", d.shows_text AS "showsText", c.subject,
      (SELECT u.name FROM users u WHERE u.id = n.by_user_id) AS by,
      (SELECT left(b.text, ${wordsMax}) FROM messages m JOIN message_bodies b ON b.account_id = m.account_id AND b.message_id = m.id
        WHERE d.shows_text AND m.account_id = n.account_id AND m.id = n.message_id AND m.deleted_at IS NULL) AS words
    FROM notifications n JOIN conversations c ON c.account_id = n.account_id AND c.id = n.conversation_id AND c.life <> 'deleted'
    JOIN push_devices d ON d.account_id = n.account_id AND d.id = ${deviceId} AND d.user_id = n.user_id
    WHERE n.account_id = ${tx.accountId} AND n.id = ${notificationId} AND n.read_at IS NULL`);
  if (!row) return null;
  const { showsText, subject, words, ...said } = row;
  return { ...said, text: showsText ? { subject, words: words ?? '' } : null };
}

/** What came of a push. `gone`: the browser wants nothing more, and is forgotten; `refused`: shown beside the device. */
export type PushOutcome = { readonly kind: 'taken' } | { readonly kind: 'gone' } | { readonly kind: 'refused'; readonly status: number };

export async function recordPush(tx: Tx, now: string, deviceId: number, outcome: PushOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'gone': await tx.run(sql`DELETE FROM push_devices WHERE account_id = ${tx.accountId} AND id = ${deviceId}`); return;
    case 'taken': await tx.run(sql`UPDATE push_devices SET pushed_at = ${now}, problem = NULL, problem_at = NULL WHERE account_id = ${tx.accountId} AND id = ${deviceId}`); return;
    case 'refused': await tx.run(sql`UPDATE push_devices SET problem = ${String(outcome.status)}, problem_at = ${now} WHERE account_id = ${tx.accountId} AND id = ${deviceId}`); return;
  }
}
