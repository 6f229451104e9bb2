import { notFound, type Act } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { requireUserControl } from '../users/require-control.ts';
import { hashPassword } from './hash-password.ts';
import { storePassword, type PasswordChanged } from './store-password.ts';

/** Gives a user a new password without the present one: for whoever has control over the user (`requireUserControl`). Ends all sessions. */
export async function resetPassword(
  database: Database, act: Act, { userId, newPassword }: { userId: number; newPassword: string },
): Promise<PasswordChanged> {
  const user = await database.withAccount(act.accountId, async (tx) => {
    await requireUserControl(tx, act, userId);
    return tx.maybe(sql<{ email: string; passwordHash: string | null }>`SELECT email, password_hash AS "passwordHash" FROM users WHERE id = ${userId}`);
  });
  if (!user) throw notFound('user');
  const newHash = await hashPassword(newPassword, user.email);
  return database.withAccount(act.accountId, async (tx) => {
    await requireUserControl(tx, act, userId); // again: the hash may have waited
    return storePassword(tx, act, { userId, seenHash: user.passwordHash, newHash, action: 'user.password-reset' });
  });
}
