import { CoreError, notFound, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { requireAnotherOwner } from '../members/require-another-owner.ts';
import { voidPasswordLinks } from '../passwords/void-password-links.ts';
import { endSessionsOf } from '../sessions/end-sessions.ts';
import { isOneself, requireUserControl } from './require-control.ts';

/** Shuts a user out everywhere, at once: sessions end, tokens open nothing. Again: nothing happens. Never the account's last owner. */
export async function disableUser(tx: Tx, act: Act, userId: number): Promise<void> {
  await requireUserControl(tx, act, userId);
  if (isOneself(act, userId)) throw new CoreError('conflict', 'One does not disable oneself.', { key: 'not-oneself' });
  await requireAnotherOwner(tx, userId);
  const found = await tx.maybe(sql<{ disabledAt: string | null }>`SELECT disabled_at AS "disabledAt" FROM users WHERE id = ${userId} FOR UPDATE`);
  if (!found) throw notFound('user');
  if (found.disabledAt !== null) return;
  await tx.run(sql`UPDATE users SET disabled_at = ${act.now} WHERE id = ${userId}`);
  await endSessionsOf(tx, userId, act.now);
  await voidPasswordLinks(tx, userId, act.now);
  await writeAudit(tx, act, { action: 'user.disabled', targetKind: 'user', targetId: userId });
}

/** Lets a disabled user in again; sessions do not come back, tokens that were not revoked do. */
export async function enableUser(tx: Tx, act: Act, userId: number): Promise<void> {
  await requireUserControl(tx, act, userId);
  const enabled = await tx.run(sql`UPDATE users SET disabled_at = NULL WHERE id = ${userId} AND disabled_at IS NOT NULL`);
  if (enabled === 1) await writeAudit(tx, act, { action: 'user.enabled', targetKind: 'user', targetId: userId });
}
