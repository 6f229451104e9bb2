import { CoreError, type Act } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { clearAttempts, countAttempt } from '../throttle/attempt-window.ts';
import { isOneself } from '../users/require-control.ts';
import { hashPassword, isPassword } from './hash-password.ts';
import { storePassword, type PasswordChanged } from './store-password.ts';

/**
 * A user changes the own password, knowing the present one (throttled: a stolen session is no oracle). Ends all sessions, this one too:
 * the door starts a new one. API tokens stay, see `tokensLeft`. Takes the database: hashing waits in a queue, outside any transaction.
 */
export async function changePassword(
  database: Database, act: Act, { userId, currentPassword, newPassword }: { userId: number; currentPassword: string; newPassword: string },
): Promise<PasswordChanged> {
  if (!isOneself(act, userId)) throw new CoreError('forbidden', 'One changes the own password only.');
  const window = { kind: 'password-change', of: String(userId), max: 10 };
  await countAttempt(database, window, act.now);
  const [user] = await database.rows(sql<{ email: string; passwordHash: string | null }>`
    SELECT email, password_hash AS "passwordHash" FROM users WHERE id = ${userId} AND disabled_at IS NULL`);
  const isRight = await isPassword(currentPassword.slice(0, 1_000), user?.passwordHash ?? null);
  if (!isRight || !user) throw new CoreError('unauthenticated', 'The present password is wrong.');
  const newHash = await hashPassword(newPassword, user.email);
  const changed = await database.withAccount(act.accountId, (tx) =>
    storePassword(tx, act, { userId, seenHash: user.passwordHash, newHash, action: 'user.password-changed' }));
  await clearAttempts(database, window);
  return changed;
}
