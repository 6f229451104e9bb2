import { sql, type Database } from '#storage/index.ts';
import { isSecretShaped, secretHash } from '../secret.ts';
import { clearAttempts, countAttempt, refundAttempt, type AttemptWindow } from './attempt-window.ts';
import { networkOf } from './network-of.ts';

export interface SignInOrigin {
  /** Normalised e-mail, known or not: an unknown name is throttled alike. */
  readonly email: string;
  /** The caller's network address, from a listed proxy or the socket; null: not by network. */
  readonly address: string | null;
  /** The session secret the browser still holds, alive or ended. */
  readonly previousSession?: unknown;
  readonly now: string;
}

const perAddress = 50;
const perName = 10;

/**
 * Counts a sign-in under each window that binds it, and gives the windows for `settleSignIn`. The rule, per 15 minutes:
 * - strangers (all together) have 10 attempts at a name; this window they can exhaust, and it binds nobody else;
 * - an address this user has signed in from within 30 days has 10 attempts at the name of its own;
 * - a browser that holds a session of this user, alive or ended, of 30 days at most, has 10 of its own, and no window by address;
 * - an address has 50 failures over all names, unless the browser is such a one.
 * So whoever guesses a person's password from elsewhere, even from the next desk, does not lock the person out.
 */
export async function admitSignIn(database: Database, origin: SignInOrigin): Promise<AttemptWindow[]> {
  const known = await findKnown(database, origin);
  const windows: AttemptWindow[] = [];
  if (origin.address !== null && known.sessionId === null) windows.push({ kind: 'address', of: networkOf(origin.address), max: perAddress });
  if (known.sessionId !== null) windows.push({ kind: 'device', of: String(known.sessionId), max: perName });
  else if (known.address) windows.push({ kind: 'name-address', of: `${origin.email} ${origin.address}`, max: perName });
  else windows.push({ kind: 'name', of: origin.email, max: perName });
  // One after the other: an address that is out of attempts does not spend a name's, nor fill the table with names.
  for (const window of windows) await countAttempt(database, window, origin.now);
  return windows;
}

/** After the attempt. right: the windows of the name begin anew. untried: the attempt is taken back. A wrong one stays counted. */
export async function settleSignIn(database: Database, windows: readonly AttemptWindow[], outcome: 'right' | 'untried'): Promise<void> {
  for (const window of windows) {
    if (outcome === 'right' && window.kind !== 'address') await clearAttempts(database, window);
    else await refundAttempt(database, window); // of an address only this one: a right password does not pay for its owner's guesses
  }
}

async function findKnown(database: Database, { email, address, previousSession, now }: SignInOrigin) {
  const hash = isSecretShaped(previousSession) ? secretHash(previousSession) : null;
  const [row] = await database.rows(sql<{ sessionId: number | null; address: boolean }>`
    SELECT max(s.id) FILTER (WHERE s.token_hash = ${hash}::bytea) AS "sessionId",
           coalesce(bool_or(s.address = ${address}::text), false) AS address
    FROM users u JOIN sessions s ON s.user_id = u.id
    WHERE u.email_norm = ${email} AND s.created_at > ${now}::timestamptz - interval '30 days'`);
  return row ?? { sessionId: null, address: false };
}
