import { writeAudit, type AuditAction } from '#core/audit/index.ts';
import { CoreError, isMailAddress, normaliseAddress, notFound, requirePermission, systemAct, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { isStorable } from '../check-name.ts';
import { isSecretShaped, newSecret, secretHash } from '../secret.ts';
import { getMember } from '../members/get-member.ts';
import { countAttempt, refundAttempt } from '../throttle/attempt-window.ts';
import { networkOf } from '../throttle/network-of.ts';
import { isOneself, requireUserControl } from '../users/require-control.ts';
import { hashPassword } from './hash-password.ts';
import { storePassword, type PasswordChanged } from './store-password.ts';

const goodForMinutes = 60;
const perNetworkMax = 20;
const perNameMax = 3;
const wrongMax = 50;

/**
 * Takes a wish for a new password. Looks nobody up: it leaves the name as work for later, whether somebody has it or not, so answer and
 * time tell nothing (security C1). Beyond three wishes for a name in 15 minutes the rest come to nothing, silently; `too-many` beyond 20 of a network.
 */
export async function askForPasswordReset(
  database: Database, { email, address, now, later }: { email: string; address: string; now: string; later: (tx: Tx, email: string) => Promise<void> },
): Promise<void> {
  await countAttempt(database, { kind: 'reset-network', of: networkOf(address), max: perNetworkMax }, now);
  const key = normaliseAddress(email);
  if (!isMailAddress(key) || !isStorable(key)) return;
  try {
    await countAttempt(database, { kind: 'reset-name', of: key, max: perNameMax }, now);
  } catch (error) {
    if (error instanceof CoreError && error.code === 'too-many') return;
    throw error;
  }
  await database.withoutAccount((tx) => later(tx, key));
}

/** Who is behind a mail address, with the accounts the person may work in; null: nobody who may sign in. For the work that was left for later. */
export async function findUserToReset(database: Database, email: string): Promise<{ readonly userId: number; readonly email: string; readonly name: string; readonly accounts: readonly { readonly id: number; readonly name: string; readonly language: 'en' | 'de' }[] } | null> {
  const [user] = await database.rows(sql<{ userId: number; email: string; name: string; accounts: { id: number; name: string; language: 'en' | 'de' }[] }>`
    SELECT u.id AS "userId", u.email, u.name, jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'language', a.language) ORDER BY a.id) AS accounts
    FROM users u JOIN memberships m ON m.user_id = u.id AND m.ended_at IS NULL JOIN accounts a ON a.id = m.account_id AND a.deleted_at IS NULL
    WHERE u.email_norm = ${email} AND u.disabled_at IS NULL GROUP BY u.id`);
  return user ?? null;
}

export interface PasswordReset { readonly secret: string; readonly expiresAt: string }

/**
 * A one-time secret, good for an hour. For the server itself, which mails it to the person's own address. Those made before stay good until one is
 * used or the password changes otherwise (`storePassword`): anybody may ask for a link, and must not be able to void the one that is on its way.
 */
export async function createPasswordReset(tx: Tx, act: Act, userId: number): Promise<PasswordReset> {
  requirePermission(act, 'people.write');
  return insertReset(tx, act, userId, 'user.password-reset-mailed');
}

/** The same to hand over, for whoever has control over the user (`requireUserControl`): where no mail goes out, or none arrives. */
export async function createPasswordLink(tx: Tx, act: Act, userId: number): Promise<PasswordReset> {
  requirePermission(act, 'people.write');
  if (isOneself(act, userId)) throw new CoreError('forbidden', 'One changes one\'s own password with the present one.', { key: 'own-password-by-profile' });
  await requireUserControl(tx, act, userId);
  if (await getMember(tx, userId) === null) throw notFound('user');
  return insertReset(tx, act, userId, 'user.password-link-made');
}

async function insertReset(tx: Tx, act: Act, userId: number, action: AuditAction): Promise<PasswordReset> {
  const secret = newSecret();
  const expiresAt = new Date(Date.parse(act.now) + goodForMinutes * 60_000).toISOString();
  await tx.run(sql`
    INSERT INTO password_resets (token_hash, user_id, account_id, created_at, expires_at) VALUES (${secretHash(secret)}, ${userId}, ${tx.accountId}, ${act.now}, ${expiresAt})`);
  await writeAudit(tx, act, { action, targetKind: 'user', targetId: userId });
  return { secret, expiresAt };
}

export interface ResetAttempt {
  /** As it came from outside. */
  readonly secret: unknown;
  readonly address: string;
  readonly now: string;
}

/** Whose password a link is for, for the page behind it. `expired` for whatever is not right about it; 50 wrong ones per network in 15 minutes. */
export async function lookUpPasswordReset(database: Database, attempt: ResetAttempt): Promise<{ readonly email: string }> {
  const { email } = await findOpen(database, attempt);
  return { email };
}

/**
 * Sets the new password, once, and ends every session. The second factor stays as it is: signing in asks for it. A password that is refused
 * leaves the link as it was; of two uses at once one wins.
 */
export async function usePasswordReset(database: Database, { newPassword, ...attempt }: ResetAttempt & { readonly newPassword: string }): Promise<PasswordChanged> {
  const { userId, accountId, email, passwordHash } = await findOpen(database, attempt);
  const newHash = await hashPassword(newPassword, email);
  return database.withAccount(accountId, async (tx) => {
    const taken = await tx.run(sql`
      UPDATE password_resets SET used_at = ${attempt.now} WHERE token_hash = ${secretHash(attempt.secret as string)} AND used_at IS NULL AND expires_at > ${attempt.now}::timestamptz`);
    if (taken === 0) throw gone();
    const act: Act = { ...systemAct(accountId, attempt.now, 'password-reset'), address: attempt.address };
    return storePassword(tx, act, { userId, seenHash: passwordHash, newHash, action: 'user.password-reset' });
  });
}

/** Removes links that were good for nothing since a day. For the server's housekeeping. */
export async function sweepPasswordResets(database: Database, now: string): Promise<void> {
  await database.rows(sql<object>`DELETE FROM password_resets WHERE expires_at < ${now}::timestamptz - interval '1 day'`);
}

async function findOpen(database: Database, { secret, address, now }: ResetAttempt): Promise<{ userId: number; accountId: number; email: string; passwordHash: string | null }> {
  const window = { kind: 'reset-link', of: networkOf(address), max: wrongMax };
  await countAttempt(database, window, now);
  if (!isSecretShaped(secret)) throw gone();
  const [found] = await database.rows(sql<{ userId: number; accountId: number; email: string; passwordHash: string | null }>`
    SELECT u.id AS "userId", r.account_id AS "accountId", u.email, u.password_hash AS "passwordHash" FROM password_resets r JOIN users u ON u.id = r.user_id AND u.disabled_at IS NULL
    WHERE r.token_hash = ${secretHash(secret)} AND r.used_at IS NULL AND r.expires_at > ${now}::timestamptz
      AND EXISTS (SELECT FROM memberships m WHERE m.user_id = u.id AND m.ended_at IS NULL)`);
  if (!found) throw gone();
  await refundAttempt(database, window);
  return found;
}

function gone(): CoreError {
  return new CoreError('expired', 'This link is not valid, was used already, or its time is over. Ask for a new one.', { key: 'reset-gone' });
}
