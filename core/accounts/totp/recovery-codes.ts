import { createHash, randomBytes } from 'node:crypto';
import { CoreError, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { isOneself } from '../users/require-control.ts';
import { toBase32 } from './base32.ts';

const count = 10;
const codeBytes = 10; // 80 bits: nobody guesses one, so a plain hash is enough

/**
 * Ten codes, each good once in the place of one of the app, for who has lost it: `ABCD-EFGH-JKLM-NPQR`. Shown this once; those made before
 * are worth nothing any more. `conflict` where there is no confirmed second factor.
 */
export async function makeRecoveryCodes(tx: Tx, act: Act, userId: number): Promise<string[]> {
  if (!isOneself(act, userId)) throw new CoreError('forbidden', 'One makes the own recovery codes only.', { key: 'own-only' });
  const user = await tx.maybe(sql<object>`SELECT id FROM users WHERE id = ${userId} AND totp_confirmed_at IS NOT NULL FOR UPDATE`);
  if (!user) throw new CoreError('conflict', 'Set up a second factor of your own first.', { key: 'own-two-factor-first' });
  await dropRecoveryCodes(tx, userId);
  const codes = Array.from({ length: count }, () => toBase32(randomBytes(codeBytes)).replaceAll(/(.{4})(?=.)/g, '$1-'));
  await tx.run(sql`
    INSERT INTO recovery_codes (user_id, code_hash, created_at)
    SELECT ${userId}::bigint, decode(h, 'hex'), ${act.now}::timestamptz FROM unnest(${codes.map((code) => hashOf(userId, code).toString('hex'))}::text[]) h`);
  await writeAudit(tx, act, { action: 'user.recovery-codes-made', targetKind: 'user', targetId: userId });
  return codes;
}

/** How many are left; null: no second factor, so none are needed. */
export async function countRecoveryCodes(tx: Tx, userId: number): Promise<number | null> {
  const row = await tx.maybe(sql<{ left: number }>`
    SELECT (SELECT count(*) FROM recovery_codes r WHERE r.user_id = u.id AND r.used_at IS NULL) AS left FROM users u WHERE u.id = ${userId} AND u.totp_confirmed_at IS NOT NULL`);
  return row?.left ?? null;
}

export async function dropRecoveryCodes(tx: Tx, userId: number): Promise<void> {
  await tx.run(sql`DELETE FROM recovery_codes WHERE user_id = ${userId}`);
}

/** Whether it has the shape of one: a code of the app has six digits. */
export const isRecoveryShaped = (code: unknown): code is string => typeof code === 'string' && code.length <= 40 && plain(code).length === 16;

/** Uses one up, in one UPDATE: of two at once one wins. */
export async function useRecoveryCode(database: Database, { userId, code, now }: { userId: number; code: string; now: string }): Promise<boolean> {
  const rows = await database.rows(sql<object>`
    UPDATE recovery_codes SET used_at = ${now} WHERE user_id = ${userId} AND code_hash = ${hashOf(userId, code)} AND used_at IS NULL
      AND EXISTS (SELECT FROM users WHERE id = ${userId} AND disabled_at IS NULL AND totp_confirmed_at IS NOT NULL) RETURNING user_id`);
  return rows.length > 0;
}

/** As people copy it: small letters, blanks, dashes. */
const plain = (code: string): string => code.toUpperCase().replaceAll(/[^A-Z2-7]/g, '');

function hashOf(userId: number, code: string): Buffer {
  return createHash('sha256').update(`${userId}:${plain(code)}`).digest();
}
