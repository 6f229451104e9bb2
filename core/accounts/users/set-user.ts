import { normaliseAddress } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkAddress, checkName } from '../check-name.ts';
import { voidPasswordLinks } from '../passwords/void-password-links.ts';
import { endSessionsOf } from '../sessions/end-sessions.ts';
import { userThere } from './create-user.ts';
import { userColumns, type User } from './find-user.ts';

export interface UserChange {
  readonly name?: string | undefined;
  /** What the person signs in with. */
  readonly email?: string | undefined;
  /** From `hashPassword`, made before the transaction. */
  readonly passwordHash?: string | undefined;
}

/**
 * Changes a user for whoever rules over the sign-in without being in an account: the caller has made sure of that. What is not named stays. Another
 * e-mail or password ends every session. `conflict` where the e-mail is another user's. Null: there is no such user.
 */
export async function setUser(tx: Tx, userId: number, { name, email, passwordHash }: UserChange, now: string): Promise<User | null> {
  if (email !== undefined) await requireFreeAddress(tx, userId, checkAddress('email', email));
  const user = await tx.maybe(sql<User>`
    UPDATE users SET name = coalesce(${name === undefined ? null : checkName('name', name)}, name), email = coalesce(${email?.trim() ?? null}, email),
      email_norm = coalesce(${email === undefined ? null : normaliseAddress(email)}, email_norm), password_hash = coalesce(${passwordHash ?? null}, password_hash),
      password_changed_at = CASE WHEN ${passwordHash === undefined}::boolean THEN password_changed_at ELSE ${now}::timestamptz END
    WHERE id = ${userId} AND disabled_at IS NULL RETURNING ${userColumns}`);
  if (!user) return null;
  if (email !== undefined || passwordHash !== undefined) {
    await endSessionsOf(tx, userId, now);
    await voidPasswordLinks(tx, userId, now);
  }
  return user;
}

async function requireFreeAddress(tx: Tx, userId: number, address: string): Promise<void> {
  if (await tx.maybe(sql<object>`SELECT FROM users WHERE email_norm = ${address} AND id <> ${userId}`)) throw userThere();
}

/** Takes a person's name, address and ways in out of the user's row, for good; the address is free again. What refers to the row still does. */
export async function forgetUser(tx: Tx, userId: number, now: string): Promise<void> {
  const gone = `deleted-${userId}@users.invalid`; // RFC 6761: nobody's
  await tx.run(sql`
    UPDATE users SET name = 'Deleted user', email = ${gone}, email_norm = ${gone}, zone = NULL, password_hash = NULL, totp_sealed = NULL, totp_confirmed_at = NULL, totp_last_step = NULL,
      disabled_at = coalesce(disabled_at, ${now}::timestamptz)
    WHERE id = ${userId}`);
  for (const table of ['recovery_codes', 'identities', 'sign_in_links'] as const) await tx.run(sql`DELETE FROM ${sql.table(table)} WHERE user_id = ${userId}`);
  await tx.run(sql`UPDATE tokens SET revoked_at = ${now} WHERE user_id = ${userId} AND revoked_at IS NULL`);
  await endSessionsOf(tx, userId, now);
  await voidPasswordLinks(tx, userId, now);
}
