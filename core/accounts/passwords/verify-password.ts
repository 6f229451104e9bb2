import { CoreError, isMailAddress, normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { isStorable } from '../check-name.ts';
import { admitSignIn, settleSignIn } from '../throttle/sign-in-throttle.ts';
import { isPassword } from './hash-password.ts';

export interface PasswordAttempt {
  readonly email: string;
  readonly password: string;
  /** The caller's network address; null: not by network. */
  readonly address: string | null;
  /** The session secret the browser still holds, alive or ended: see `admitSignIn`. */
  readonly previousSession?: unknown;
  readonly now: string;
}

/** Whose password it was. With `needsTotp` the user is not signed in before `verifyTotp`. */
export interface VerifiedPassword { readonly userId: number; readonly needsTotp: boolean }

const bytesMax = 1_000;

/**
 * Checks e-mail and password. `unauthenticated` for whatever is wrong (unknown, disabled, no password, wrong password), after the same
 * work; `too-many` beyond the throttle; `unavailable` where too many hash at once.
 */
export async function verifyPassword(database: Database, attempt: PasswordAttempt): Promise<VerifiedPassword> {
  const email = emailKey(attempt.email);
  const windows = await admitSignIn(database, { ...attempt, email });
  const [user] = await database.rows(sql<{ id: number; passwordHash: string | null; isDisabled: boolean; hasTotp: boolean }>`
    SELECT id, password_hash AS "passwordHash", disabled_at IS NOT NULL AS "isDisabled", totp_confirmed_at IS NOT NULL AS "hasTotp"
    FROM users WHERE email_norm = ${email}`);
  let isRight: boolean;
  try {
    isRight = await isPassword(hashable(attempt.password), user?.passwordHash ?? null);
  } catch (error) {
    await settleSignIn(database, windows, 'untried');
    throw error;
  }
  if (!isRight || !user || user.isDisabled) throw new CoreError('unauthenticated', 'The e-mail or the password is wrong.', { key: 'sign-in-wrong' });
  await settleSignIn(database, windows, 'right');
  return { userId: user.id, needsTotp: user.hasTotp };
}

/** What no user can have (no address, NUL, lone surrogates) becomes a name nobody has, so that it costs the same and breaks nothing. */
function emailKey(email: unknown): string {
  const key = typeof email === 'string' ? normaliseAddress(email) : '';
  return isMailAddress(key) && isStorable(key) ? key : '';
}

/** What is no password of ours is hashed as an empty one, which none is. */
function hashable(password: unknown): string {
  return typeof password === 'string' && Buffer.byteLength(password) <= bytesMax ? password : '';
}
