import { CoreError } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import { findMemberships } from '../members/find-memberships.ts';
import { verifyPassword } from '../passwords/verify-password.ts';
import type { SecretKey } from '../seal/secret-key.ts';
import { verifyTotp } from '../totp/verify-totp.ts';
import { startSession, type NewSession } from './start-session.ts';

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** The second factor; '' or absent: not given. */
  readonly code?: string | undefined;
  /** Default: the oldest account the user is a member of. */
  readonly accountId?: number | undefined;
  readonly address: string;
  readonly userAgent: string | null;
  /** The session secret the browser holds, alive or ended. */
  readonly previousSession?: string | undefined;
  readonly key: () => Promise<SecretKey>;
  readonly now: string;
}

export type SignedIn = { readonly outcome: 'in'; readonly session: NewSession; readonly userId: number; readonly accountId: number } | { readonly outcome: 'code-wanted' };

/**
 * Sign-in by password, with a code where the user has a second factor. `unauthenticated` for whatever is wrong, an account the user is no
 * member of included; `too-many` beyond the throttle.
 */
export async function signInByPassword(database: Database, input: SignInInput): Promise<SignedIn> {
  const { address, now, previousSession, code = '' } = input;
  const { userId, needsTotp } = await verifyPassword(database, { email: input.email, password: input.password, address, previousSession, now });
  if (needsTotp && code === '') return { outcome: 'code-wanted' };
  const second = needsTotp ? await verifyTotp(database, { userId, code, key: await input.key(), now }) : null;
  const memberships = (await database.withoutAccount((tx) => findMemberships(tx, userId), { readOnly: true })).filter(({ ended }) => !ended);
  const membership = input.accountId === undefined ? memberships[0] : memberships.find(({ accountId }) => accountId === input.accountId);
  if (!membership) throw new CoreError('unauthenticated', 'The e-mail or the password is wrong.', { key: 'sign-in-wrong' }); // a user without any account is told nothing else
  const { accountId } = membership;
  const session = await startSession(database, {
    userId, accountId, methods: second === null ? ['password'] : ['password', second], now, address, userAgent: input.userAgent, previousSession,
  });
  return { outcome: 'in', session, userId, accountId };
}
