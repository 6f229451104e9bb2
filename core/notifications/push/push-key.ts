import { createECDH } from 'node:crypto';
import { seal, unseal, type SealedPlace, type SecretKey } from '#core/accounts/index.ts';
import { sql, type Database } from '#storage/index.ts';

const name = 'push';
const place: SealedPlace = { table: 'server_keys', column: 'private_sealed', row: name };

/** P-256, base64url: 65 bytes (uncompressed) and 32. */
export interface PushKeys { readonly publicKey: string; readonly privateKey: string }

/** The public half, which browsers subscribe with; null before the first start has made it. */
export async function findPushPublicKey(database: Database): Promise<string | null> {
  const [row] = await database.rows(sql<{ key: string }>`SELECT public_key AS key FROM server_keys WHERE name = ${name}`);
  return row?.key ?? null;
}

/** The server's pair for Web Push (VAPID, RFC 8292), made where there is none. Processes that start at once agree: the first row stays. */
export async function ensurePushKeys(database: Database, key: SecretKey, now: string): Promise<PushKeys> {
  const found = await loadPushKeys(database, key);
  if (found) return found;
  const pair = createECDH('prime256v1');
  const publicKey = pair.generateKeys().toString('base64url');
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32).toString('base64url'); // a scalar that begins with zeros is shorter
  await database.withoutAccount((tx) => tx.run(sql`
    INSERT INTO server_keys (name, public_key, private_sealed, created_at) VALUES (${name}, ${publicKey}, ${seal(key, place, privateKey)}, ${now}) ON CONFLICT DO NOTHING`));
  return (await loadPushKeys(database, key))!;
}

async function loadPushKeys(database: Database, key: SecretKey): Promise<PushKeys | null> {
  const [row] = await database.rows(sql<{ publicKey: string; sealed: Buffer }>`SELECT public_key AS "publicKey", private_sealed AS sealed FROM server_keys WHERE name = ${name}`);
  return row ? { publicKey: row.publicKey, privateKey: unseal(key, place, row.sealed) } : null;
}
