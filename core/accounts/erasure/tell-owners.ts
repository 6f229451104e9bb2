import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { sql, type Database, type Tx } from '#storage/index.ts';
import type { SecretKey } from '../seal/secret-key.ts';

/** Which deletion a link undoes: of which account, asked for when (milliseconds). Another deletion of the same account is another one. */
export interface DeletionRef { readonly accountId: number; readonly askedAtMs: number }

/**
 * The last part of the link that undoes a deletion: the deletion, signed by the server. Good for as long as the deletion can be undone, for it is looked up; nothing of it is stored. Whoever changes the server's
 * key makes all of them worthless.
 */
export function signDeletion(key: SecretKey, { accountId, askedAtMs }: DeletionRef): string {
  return `${accountId}.${askedAtMs}.${signatureOf(key, { accountId, askedAtMs })}`;
}

/** Reads what came from outside; null: not signed here, or changed. Asks no database, so that a guesser costs nothing. */
export function readSignedDeletion(key: SecretKey, text: unknown): DeletionRef | null {
  const parts = typeof text === 'string' ? /^(\d{1,15})\.(\d{1,15})\.([0-9a-f]{64})$/.exec(text) : null;
  if (!parts) return null;
  const ref = { accountId: Number(parts[1]), askedAtMs: Number(parts[2]) };
  return timingSafeEqual(Buffer.from(signatureOf(key, ref), 'hex'), Buffer.from(parts[3]!, 'hex')) ? ref : null;
}

/** HMAC-SHA256 with a key of its own, derived from the server's (HKDF, RFC 5869). */
function signatureOf(key: SecretKey, { accountId, askedAtMs }: DeletionRef): string {
  const own = Buffer.from(hkdfSync('sha256', key.bytes, '', 'patchbay account deletion', 32));
  return createHmac('sha256', own).update(`${accountId}:${askedAtMs}`).digest('hex');
}

/** Whom to tell of a deletion. */
export interface OwnerToTell extends DeletionRef { readonly userId: number }

/**
 * Deletions whose owners have not been told, whatever way they were asked for, each once: in the transaction that writes a job for each owner. Of two processes one gets each.
 */
export async function takeOwnersToTell(tx: Tx, now: string): Promise<OwnerToTell[]> {
  return tx.rows(sql<OwnerToTell>`
    WITH taken AS (
      UPDATE account_erasures SET told_at = ${now}::timestamptz
      WHERE account_id IN (SELECT account_id FROM account_erasures WHERE told_at IS NULL AND begun_at IS NULL ORDER BY account_id FOR UPDATE SKIP LOCKED)
      RETURNING account_id, asked_at)
    SELECT t.account_id AS "accountId", floor(extract(epoch FROM t.asked_at) * 1000)::bigint AS "askedAtMs", m.user_id AS "userId"
    FROM taken t JOIN memberships m ON m.account_id = t.account_id AND m.ended_at IS NULL JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
      CROSS JOIN LATERAL role_of(m.account_id, m.role_id) r
    WHERE r.role_is_built_in AND r.role_name = 'owner' ORDER BY t.account_id, m.user_id`);
}

/** What stands in the mail to one of them; null: the deletion was undone or its grace is over, or he is no owner's user any more. */
export async function findDeletionToMail(database: Database, { accountId, askedAtMs, userId }: OwnerToTell): Promise<{
  readonly accountName: string; readonly language: 'en' | 'de'; readonly eraseAfter: string; readonly email: string; readonly name: string; readonly askedBy: string | null;
} | null> {
  const [found] = await database.rows(sql<{ accountName: string; language: 'en' | 'de'; eraseAfter: string; email: string; name: string; askedBy: string | null }>`
    SELECT a.name AS "accountName", a.language, e.erase_after AS "eraseAfter", u.email, u.name, b.name AS "askedBy"
    FROM account_erasures e JOIN accounts a ON a.id = e.account_id JOIN memberships m ON m.account_id = e.account_id AND m.user_id = ${userId} AND m.ended_at IS NULL
      JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL LEFT JOIN users b ON b.id = e.asked_by
    WHERE e.account_id = ${accountId} AND floor(extract(epoch FROM e.asked_at) * 1000) = ${askedAtMs} AND e.begun_at IS NULL`);
  return found ?? null;
}
