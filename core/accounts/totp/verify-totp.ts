import { timingSafeEqual } from 'node:crypto';
import { CoreError } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { unseal } from '../seal/seal.ts';
import type { SecretKey } from '../seal/secret-key.ts';
import { clearAttempts, countAttempt } from '../throttle/attempt-window.ts';
import { totpPlace } from './enrol-totp.ts';
import { isRecoveryShaped, useRecoveryCode } from './recovery-codes.ts';
import { stepAt, totpCode } from './totp-code.ts';

export interface TotpAttempt { readonly userId: number; readonly code: string; readonly key: SecretKey; readonly now: string }

/**
 * Checks the second factor of a user whose password was right: a code of the app, or a recovery code, which is used up by it. Says which it
 * was. `unauthenticated`; `too-many` beyond 10 codes of either kind in 15 minutes.
 */
export async function verifyTotp(database: Database, attempt: TotpAttempt): Promise<'totp' | 'recovery-code'> {
  return acceptTotp(database, { ...attempt, isConfirmed: true });
}

/**
 * A code of this step, the one before or the one after (a clock may be wrong by half a minute), of a step later than the last one accepted:
 * a code is good once (RFC 6238 5.2), and of two that use it at the same moment one is refused, because the step is taken by one UPDATE.
 */
export async function acceptTotp(database: Database, { userId, code, key, now, isConfirmed }: TotpAttempt & { isConfirmed: boolean }): Promise<'totp' | 'recovery-code'> {
  const window = { kind: 'totp', of: String(userId), max: 10 };
  await countAttempt(database, window, now);
  if (isConfirmed && isRecoveryShaped(code)) {
    if (!await useRecoveryCode(database, { userId, code, now })) throw wrong();
    await clearAttempts(database, window);
    return 'recovery-code';
  }
  const [user] = await database.rows(sql<{ sealed: Buffer }>`
    SELECT totp_sealed AS sealed FROM users
    WHERE id = ${userId} AND disabled_at IS NULL AND totp_sealed IS NOT NULL AND (totp_confirmed_at IS NOT NULL) = ${isConfirmed}::boolean`);
  const secret = user && Buffer.from(unseal(key, totpPlace(userId), user.sealed), 'base64');
  const current = stepAt(Date.parse(now));
  const step = secret && [current - 1, current, current + 1].find((candidate) => isSame(totpCode(secret, candidate), code));
  const taken = step === undefined ? [] : await database.rows(sql<object>`
    UPDATE users SET totp_last_step = ${step} WHERE id = ${userId} AND (totp_last_step IS NULL OR totp_last_step < ${step}) RETURNING id`);
  if (taken.length === 0) throw wrong();
  await clearAttempts(database, window);
  return 'totp';
}

function wrong(): CoreError {
  return new CoreError('unauthenticated', 'The code is wrong or was used already.', { key: 'code-wrong' });
}

function isSame(expected: string, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const digits = Buffer.from(given.replace(/\s/g, ''));
  return digits.length === expected.length && timingSafeEqual(digits, Buffer.from(expected));
}
