import { sql, type Database } from '#storage/index.ts';
import { newSecret, secretHash } from '../secret.ts';

export interface Claim { readonly secret: string; readonly expiresAt: string }

const hoursMax = 24;

/**
 * A one-time secret that claims a server without any account, good for 24 hours; one made before and not used is worth nothing any more.
 * Null where the server has an account: there is nothing to claim.
 */
export async function createClaim(database: Database, now: string): Promise<Claim | null> {
  const secret = newSecret();
  const expiresAt = new Date(Date.parse(now) + hoursMax * 3_600_000).toISOString();
  return database.withoutAccount(async (tx) => {
    const { has } = await tx.one(sql<{ has: boolean }>`SELECT EXISTS (SELECT FROM accounts) AS has`);
    if (has) return null;
    await tx.run(sql`DELETE FROM claims WHERE used_at IS NULL`);
    await tx.run(sql`INSERT INTO claims (token_hash, created_at, expires_at) VALUES (${secretHash(secret)}, ${now}, ${expiresAt})`);
    return { secret, expiresAt };
  });
}
