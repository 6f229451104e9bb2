import { CoreError, systemAct } from '#core/kernel/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import type { AccountLanguage } from './change-account.ts';
import { createAccount } from './create-account.ts';
import { getAccount } from './find-accounts.ts';
import { addMember } from './members/add-member.ts';
import { findMemberships } from './members/find-memberships.ts';
import { hashPassword } from './passwords/hash-password.ts';
import { reserveAccountId } from './reserve-account-id.ts';
import { createUser } from './users/create-user.ts';
import { findUserByEmail } from './users/find-user.ts';

export interface SetupInput {
  readonly accountName: string;
  readonly email: string;
  readonly name: string;
  /** null: no sign-in by password. */
  readonly password: string | null;
  /** IANA zone of the account's local days; UTC where it is not given. */
  readonly zone?: string;
  /** Default: English. */
  readonly language?: AccountLanguage;
  /** RFC 3339 UTC. */
  readonly now: string;
  readonly source?: string;
}

export interface SetupResult {
  readonly account: { readonly id: number; readonly slug: string };
  readonly user: { readonly id: number };
  /** False: the e-mail had its account already, and nothing was changed (the password neither). */
  readonly created: boolean;
}

/**
 * An account with its owner, in one transaction. Idempotent by e-mail: again, or by two at once, it gives the same ids. For whoever runs
 * the server (command line, claim): it asks for no permission.
 */
export async function setupAccount(database: Database, input: SetupInput): Promise<SetupResult> {
  const present = await findSetup(database, input.email);
  if (present) return present;
  const passwordHash = input.password === null ? null : await hashPassword(input.password, input.email);
  const accountId = await reserveAccountId(database);
  try {
    return await database.withAccount(accountId, (tx) => createAccountWithOwner(tx, { ...input, passwordHash }));
  } catch (error) {
    // Someone set up the same e-mail at the same moment.
    const winner = error instanceof CoreError && error.code === 'conflict' ? await findSetup(database, input.email) : null;
    if (winner) return winner;
    throw error;
  }
}

/** In the transaction of a reserved account id. `conflict` where the e-mail has a user. */
export async function createAccountWithOwner(
  tx: Tx, { accountName, email, name, passwordHash, zone = 'UTC', language = 'en', now, source = 'setup' }: Omit<SetupInput, 'password'> & { passwordHash: string | null },
): Promise<SetupResult> {
  const act = systemAct(tx.accountId, now, source);
  const account = await createAccount(tx, act, { name: accountName, zone, language });
  const user = await createUser(tx, act, { email, name, passwordHash });
  await addMember(tx, act, { userId: user.id, role: 'owner' });
  return { account: { id: account.id, slug: account.slug }, user: { id: user.id }, created: true };
}

/** The first account of the e-mail's user. A user without any is no setup: then the e-mail is taken, and setup says so. */
async function findSetup(database: Database, email: string): Promise<SetupResult | null> {
  const found = await database.withoutAccount(async (tx) => {
    const user = await findUserByEmail(tx, email);
    const [membership] = user ? (await findMemberships(tx, user.id)).filter(({ ended }) => !ended) : [];
    return user && membership ? { userId: user.id, accountId: membership.accountId } : null;
  }, { readOnly: true });
  const account = found && await getAccount(database, found.accountId);
  return account && { account: { id: account.id, slug: account.slug }, user: { id: found.userId }, created: false };
}
