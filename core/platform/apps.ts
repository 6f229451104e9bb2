import { checkName, isSecretShaped, newSecret, secretHash } from '#core/accounts/index.ts';
import { notFound } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';

export interface PlatformApp { readonly id: number; readonly name: string; readonly createdAt: string; readonly lastUsedAt: string | null; readonly revokedAt: string | null }

/** For whoever runs the server. The secret is shown this once. */
export async function createPlatformApp(tx: Tx, { name, now }: { name: string; now: string }): Promise<{ readonly id: number; readonly secret: string }> {
  const secret = `pb_platform_${newSecret()}`;
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO platform_apps (name, token_hash, created_at) VALUES (${checkName('name', name)}, ${secretHash(secret)}, ${now}) RETURNING id`);
  return { id, secret };
}

export async function findPlatformApps(tx: Tx): Promise<PlatformApp[]> {
  return tx.rows(sql<PlatformApp>`SELECT id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt" FROM platform_apps ORDER BY id`);
}

/** Its token opens nothing from here on; what it made stays. Again: nothing happens. */
export async function revokePlatformApp(tx: Tx, { id, now }: { id: number; now: string }): Promise<void> {
  const app = await tx.maybe(sql<object>`UPDATE platform_apps SET revoked_at = coalesce(revoked_at, ${now}::timestamptz) WHERE id = ${id} RETURNING id`);
  if (!app) throw notFound('platform app');
}

/** The app that a token stands for, or null: unknown or revoked, alike. Looked up at every request. */
export async function authenticatePlatformApp(database: Database, { secret, now }: { secret: unknown; now: string }): Promise<{ readonly id: number } | null> {
  if (!isSecretShaped(secret)) return null;
  const [app] = await database.rows(sql<{ id: number; isUseDue: boolean }>`
    SELECT id, last_used_at IS NULL OR last_used_at < ${now}::timestamptz - interval '1 minute' AS "isUseDue" FROM platform_apps WHERE token_hash = ${secretHash(secret)} AND revoked_at IS NULL`);
  if (!app) return null;
  if (app.isUseDue) database.rows(sql<object>`UPDATE platform_apps SET last_used_at = ${now} WHERE id = ${app.id}`).catch(() => {}); // nobody waits for it
  return { id: app.id };
}
