import { randomBytes } from 'node:crypto';
import { CoreError, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { seal, type SealedPlace } from '../seal/seal.ts';
import type { SecretKey } from '../seal/secret-key.ts';
import { endSessionsOf } from '../sessions/end-sessions.ts';
import { isOneself, requireUserControl } from '../users/require-control.ts';
import { toBase32 } from './base32.ts';
import { dropRecoveryCodes, makeRecoveryCodes } from './recovery-codes.ts';
import { acceptTotp } from './verify-totp.ts';

export const totpPlace = (userId: number): SealedPlace => ({ table: 'users', column: 'totp_sealed', row: userId });

/**
 * A new secret for the user's own app, shown this once; it counts for nothing until `confirmTotp`. A user who has a confirmed second factor
 * removes it first: a stolen session does not put another in its place.
 */
export async function beginTotp(tx: Tx, act: Act, { userId, key }: { userId: number; key: SecretKey }): Promise<{ secret: string; uri: string }> {
  if (!isOneself(act, userId)) throw new CoreError('forbidden', 'One enrols the own second factor only.', { key: 'own-only' });
  const bytes = randomBytes(20); // as long as the hash: RFC 4226 4, R6
  const user = await tx.maybe(sql<{ email: string }>`
    UPDATE users SET totp_sealed = ${seal(key, totpPlace(userId), bytes.toString('base64'))}, totp_last_step = NULL
    WHERE id = ${userId} AND totp_confirmed_at IS NULL RETURNING email`);
  if (!user) throw new CoreError('conflict', 'There is a second factor already.', { key: 'two-factor-there' });
  const secret = toBase32(bytes);
  const label = encodeURIComponent(`Patchbay:${user.email}`);
  return { secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=Patchbay` };
}

/** The app's first code shows that it has the secret; from here on a sign-in by password needs a code. Gives the recovery codes, this once. */
export async function confirmTotp(
  database: Database, act: Act, { userId, code, key }: { userId: number; code: string; key: SecretKey },
): Promise<string[]> {
  if (!isOneself(act, userId)) throw new CoreError('forbidden', 'One enrols the own second factor only.', { key: 'own-only' });
  await acceptTotp(database, { userId, code, key, now: act.now, isConfirmed: false });
  return database.withAccount(act.accountId, async (tx) => {
    await tx.run(sql`UPDATE users SET totp_confirmed_at = ${act.now} WHERE id = ${userId} AND totp_confirmed_at IS NULL`);
    await writeAudit(tx, act, { action: 'user.totp-confirmed', targetKind: 'user', targetId: userId });
    return makeRecoveryCodes(tx, act, userId);
  });
}

/** Takes the second factor away, its recovery codes too: for whoever has control over the user, or the user, with a code of either kind (`key` opens the secret). Ends all sessions. */
export async function removeTotp(
  database: Database, act: Act, { userId, code, key }: { userId: number; code?: string; key: SecretKey | null },
): Promise<void> {
  if (isOneself(act, userId) && key === null) throw new Error('the own second factor is taken away with a code, and that needs the key');
  if (isOneself(act, userId) && key !== null) await acceptTotp(database, { userId, code: code ?? '', key, now: act.now, isConfirmed: true });
  await database.withAccount(act.accountId, async (tx) => {
    if (!isOneself(act, userId)) await requireUserControl(tx, act, userId);
    await tx.run(sql`UPDATE users SET totp_sealed = NULL, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = ${userId}`);
    await dropRecoveryCodes(tx, userId);
    await endSessionsOf(tx, userId, act.now);
    await writeAudit(tx, act, { action: 'user.totp-removed', targetKind: 'user', targetId: userId });
  });
}
