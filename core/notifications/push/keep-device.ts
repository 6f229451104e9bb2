import { createHash, ECDH } from 'node:crypto';
import { seal, type SecretKey } from '#core/accounts/index.ts';
import { CoreError, invalid, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { readerOf } from '../find-notifications.ts';
import { devicesMax, pushDevicePlace, type PushLanguage, type PushSubscription } from './push-device.ts';

export interface DeviceInput {
  readonly subscription: PushSubscription;
  /** The acting person's sign-in in this browser. */
  readonly sessionId: number;
  readonly userAgent: string | null;
  readonly language: PushLanguage;
  /** Default: as it is, at first no. */
  readonly showsText?: boolean | undefined;
}

/**
 * This browser is told by push from now on, as the acting person's; said again, it is the same device under the sign-in of now. A browser that somebody else
 * of the account had before is his no longer. `invalid` for what no push service gave, `conflict` beyond 20 devices. Returns the id.
 */
export async function keepPushDevice(tx: Tx, act: Act, key: SecretKey, { subscription, sessionId, userAgent, language, showsText }: DeviceInput): Promise<number> {
  requirePermission(act, 'conversations.read');
  const userId = readerOf(act);
  const service = checkSubscription(subscription);
  const hash = createHash('sha256').update(subscription.endpoint).digest();
  const row = await tx.one(sql<{ id: number }>`
    INSERT INTO push_devices (account_id, user_id, session_id, endpoint_hash, service, user_agent, language, shows_text, created_at, seen_at)
    VALUES (${tx.accountId}, ${userId}, ${sessionId}, ${hash}, ${service}, ${storable(userAgent)}, ${language}, ${showsText ?? false}, ${act.now}, ${act.now})
    ON CONFLICT (account_id, endpoint_hash) DO UPDATE SET user_id = excluded.user_id, session_id = excluded.session_id, user_agent = excluded.user_agent, language = excluded.language,
      shows_text = coalesce(${showsText ?? null}::boolean, push_devices.user_id = excluded.user_id AND push_devices.shows_text), seen_at = excluded.seen_at
    RETURNING id`);
  const sealed = seal(key, pushDevicePlace(tx.accountId, row.id), JSON.stringify(subscription));
  await tx.run(sql`UPDATE push_devices SET subscription_sealed = ${sealed} WHERE account_id = ${tx.accountId} AND id = ${row.id}`);
  const { count } = await tx.one(sql<{ count: number }>`SELECT count(*) AS count FROM push_devices WHERE account_id = ${tx.accountId} AND user_id = ${userId}`);
  if (count > devicesMax) throw new CoreError('conflict', `There are ${devicesMax} devices already; remove one first.`, { key: 'too-many-devices', values: { max: devicesMax } });
  return row.id;
}

/** RFC 8030 wants https; RFC 8291 a point of P-256 and 16 bytes. Returns the host. */
function checkSubscription({ endpoint, p256dh, auth }: PushSubscription): string {
  const url = URL.parse(endpoint);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '' || endpoint.length > 2_000) throw invalid('endpoint', 'is no https address of a push service', 'no-push-address');
  const [point, secret] = [Buffer.from(p256dh, 'base64url'), Buffer.from(auth, 'base64url')];
  if (point.length !== 65 || point[0] !== 4 || !isOnCurve(point)) throw invalid('p256dh', 'is no public key of a browser', 'no-push-key');
  if (secret.length !== 16) throw invalid('auth', 'is no secret of a browser', 'no-push-key');
  return url.host;
}

function isOnCurve(point: Buffer): boolean {
  try {
    return ECDH.convertKey(point, 'prime256v1').length > 0;
  } catch {
    return false;
  }
}

function storable(text: string | null): string | null {
  return text && text.toWellFormed().replace(/\p{Cc}+/gu, ' ').slice(0, 300);
}
