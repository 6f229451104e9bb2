import { CoreError, type Act } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { isOneself } from '../users/require-control.ts';
import { confirmPassword } from './confirm-password.ts';
import { hashPassword } from './hash-password.ts';
import { storePassword, type PasswordChanged } from './store-password.ts';

/**
 * A user changes the own password, knowing the present one (throttled: a stolen session is no oracle). Ends all sessions, this one too:
 * the door starts a new one. API tokens stay, see `tokensLeft`. Takes the database: hashing waits in a queue, outside any transaction.
 */
export async function changePassword(
  database: Database, act: Act, { userId, currentPassword, newPassword }: { userId: number; currentPassword: string; newPassword: string },
): Promise<PasswordChanged> {
  if (!isOneself(act, userId)) throw new CoreError('forbidden', 'One changes the own password only.', { key: 'own-only' });
  const { email, passwordHash } = await confirmPassword(database, act, { userId, password: currentPassword });
  const newHash = await hashPassword(newPassword, email);
  return database.withAccount(act.accountId, (tx) =>
    storePassword(tx, act, { userId, seenHash: passwordHash, newHash, action: 'user.password-changed' }));
}
