import { CoreError, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { endSessionsOf } from '../sessions/end-sessions.ts';
import { voidPasswordLinks } from './void-password-links.ts';

/** What a password change leaves alive: API tokens are not the password's. The caller says so, with the number. */
export interface PasswordChanged { readonly tokensLeft: number }

/** Replaces a hash that is still the one seen, and ends every session of the user; links for a new password are worth nothing any more. `conflict` where another change was faster. */
export async function storePassword(
  tx: Tx, act: Act, { userId, seenHash, newHash, action }: { userId: number; seenHash: string | null; newHash: string; action: 'user.password-changed' | 'user.password-reset' },
): Promise<PasswordChanged> {
  const changed = await tx.run(sql`
    UPDATE users SET password_hash = ${newHash}, password_changed_at = ${act.now}
    WHERE id = ${userId} AND password_hash IS NOT DISTINCT FROM ${seenHash}`);
  if (changed === 0) throw new CoreError('conflict', 'The password was changed at the same moment.', { key: 'somebody-faster' });
  await voidPasswordLinks(tx, userId, act.now);
  await endSessionsOf(tx, userId, act.now);
  await writeAudit(tx, act, { action, targetKind: 'user', targetId: userId });
  return tx.one(sql<PasswordChanged>`
    SELECT count(*) AS "tokensLeft" FROM tokens
    WHERE user_id = ${userId} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${act.now})`);
}
