import { CoreError } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { isSecretShaped, newSecret, secretHash } from '../secret.ts';

/** Long enough for a redirect on a slow line, too short to be found in a log. */
const lifeMs = 5 * 60_000;

/** What a revoked program has made opens nothing. */
const ofLivingApp = sql`EXISTS (SELECT FROM platform_apps p WHERE p.id = app_id AND p.revoked_at IS NULL)`;

/** A link that signs a user in, once, within five minutes. Whoever asks has been checked; an older link of the user is worth nothing from here on. */
export async function createSignInLink(tx: Tx, { userId, appId, now }: { userId: number; appId: number; now: string }): Promise<{ readonly secret: string; readonly expiresAt: string }> {
  const secret = newSecret();
  const expiresAt = new Date(Date.parse(now) + lifeMs).toISOString();
  await tx.run(sql`DELETE FROM sign_in_links WHERE user_id = ${userId}`);
  await tx.run(sql`INSERT INTO sign_in_links (token_hash, user_id, app_id, created_at, expires_at) VALUES (${secretHash(secret)}, ${userId}, ${appId}, ${now}, ${expiresAt})`);
  return { secret, expiresAt };
}

/** Whether the link would still do; nothing is used up. For the page that asks before it signs in. */
export async function isSignInLinkUsable(database: Database, { secret, now }: { secret: unknown; now: string }): Promise<boolean> {
  if (!isSecretShaped(secret)) return false;
  return (await database.rows(sql<object>`SELECT FROM sign_in_links WHERE token_hash = ${secretHash(secret)} AND used_at IS NULL AND expires_at > ${now}::timestamptz AND ${ofLivingApp}`)).length > 0;
}

/**
 * Uses the link: whose it is and which app made it. `expired` for a wrong, used, replaced or old one, all alike. Of two at once one wins: the row is
 * taken by its update.
 */
export async function useSignInLink(database: Database, { secret, now }: { secret: unknown; now: string }): Promise<{ readonly userId: number; readonly appId: number }> {
  const [link] = isSecretShaped(secret) ? await database.rows(sql<{ userId: number; appId: number }>`
    UPDATE sign_in_links SET used_at = ${now} WHERE token_hash = ${secretHash(secret)} AND used_at IS NULL AND expires_at > ${now}::timestamptz AND ${ofLivingApp}
    RETURNING user_id AS "userId", app_id AS "appId"`) : [];
  if (!link) throw new CoreError('expired', 'This link is not valid, was used already, or its time is over.', { key: 'link-gone' });
  return link;
}

/** Removes links that are over. For the server's housekeeping; returns how many. */
export async function sweepSignInLinks(database: Database, now: string): Promise<number> {
  return (await database.rows(sql<object>`DELETE FROM sign_in_links WHERE expires_at < ${now}::timestamptz - interval '1 day' RETURNING token_hash`)).length;
}
