import { randomBytes } from 'node:crypto';
import { seal, unseal, type SecretKey } from '#core/accounts/index.ts';
import { requirePermission, notFound, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { tellWebhook } from './change-webhooks.ts';
import { secretPlace } from './webhook.ts';

/** How long the secret before a rotation signs too, unless the caller says otherwise: receivers have a day to learn the new one. */
export const oldSecretMs = 24 * 3_600_000;

interface Row { readonly secret: Buffer | null; readonly old: Buffer | null; readonly oldUntil: string | null }

/**
 * The secrets that sign at this instant, `whsec_` and base64 of 32 random bytes (Standard Webhooks): the present one first, then the one before, while its time is not over.
 * A webhook that has none yet gets one.
 */
export async function openSecrets(tx: Tx, act: Act, key: SecretKey, id: number): Promise<readonly string[]> {
  requirePermission(act, 'settings.write');
  const row = await load(tx, id);
  if (row.secret === null) return [await store(tx, act, key, id, null)];
  const secrets = [unseal(key, secretPlace(tx, id), row.secret)];
  if (row.old !== null && row.oldUntil !== null && Date.parse(row.oldUntil) > Date.parse(act.now)) secrets.push(unseal(key, secretPlace(tx, id), row.old));
  return secrets;
}

/** A new secret, shown this once. The old one signs too for `keepOldMs`; 0: not any more, for one that got out. */
export async function rotateSecret(tx: Tx, act: Act, key: SecretKey, id: number, { keepOldMs = oldSecretMs }: { keepOldMs?: number } = {}): Promise<string> {
  requirePermission(act, 'settings.write');
  const row = await load(tx, id);
  const secret = await store(tx, act, key, id, row.secret === null || keepOldMs === 0 ? null : { sealed: row.secret, until: new Date(Date.parse(act.now) + keepOldMs).toISOString() });
  await tellWebhook(tx, act, id, 'webhook.secret-made');
  return secret;
}

async function load(tx: Tx, id: number): Promise<Row> {
  const row = await tx.maybe(sql<Row>`
    SELECT secret_sealed AS secret, old_secret_sealed AS old, old_secret_until AS "oldUntil" FROM webhooks WHERE account_id = ${tx.accountId} AND id = ${id} AND deleted_at IS NULL FOR UPDATE`);
  if (!row) throw notFound('webhook');
  return row;
}

async function store(tx: Tx, act: Act, key: SecretKey, id: number, old: { sealed: Buffer; until: string } | null): Promise<string> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  await tx.run(sql`
    UPDATE webhooks SET secret_sealed = ${seal(key, secretPlace(tx, id), secret)}, old_secret_sealed = ${old?.sealed ?? null}, old_secret_until = ${old?.until ?? null}::timestamptz, updated_at = ${act.now}
    WHERE account_id = ${tx.accountId} AND id = ${id}`);
  return secret;
}
