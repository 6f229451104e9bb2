import { CoreError, type Act } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { clearAttempts, countAttempt } from '../throttle/attempt-window.ts';
import { isOneself } from '../users/require-control.ts';
import { isPassword } from './hash-password.ts';

/**
 * The acting user shows the own password again before something dangerous: a stolen session alone does it not. `unauthenticated` where it
 * is wrong; `too-many` beyond 10 in 15 minutes, so that a stolen session is no oracle either. Gives the hash that was right.
 */
export async function confirmPassword(database: Database, act: Act, { userId, password }: { userId: number; password: string }): Promise<{ readonly email: string; readonly passwordHash: string | null }> {
  if (!isOneself(act, userId)) throw new CoreError('forbidden', 'One confirms the own password only.', { key: 'own-only' });
  const window = { kind: 'password-change', of: String(userId), max: 10 };
  await countAttempt(database, window, act.now);
  const [user] = await database.rows(sql<{ email: string; passwordHash: string | null }>`
    SELECT email, password_hash AS "passwordHash" FROM users WHERE id = ${userId} AND disabled_at IS NULL`);
  const isRight = await isPassword(password.slice(0, 1_000), user?.passwordHash ?? null);
  if (!isRight || !user) throw new CoreError('unauthenticated', 'The present password is wrong.', { key: 'password-wrong' });
  await clearAttempts(database, window);
  return user;
}
