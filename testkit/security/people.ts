import { addMember, createToken, createUser, hashPassword } from '#core/accounts/index.ts';
import type { Permission } from '#core/kernel/index.ts';
import type { Database } from '#storage/index.ts';
import type { FurnishedAccount } from './furnish-account.ts';
import { makeTwins } from './twins.ts';

export const roles = ['owner', 'administrator', 'agent', 'read-only'] as const;
export type RoleName = (typeof roles)[number];

export interface Person {
  readonly userId: number;
  readonly email: string;
  readonly token: string;
}

/** A user with a password, a member of the account in a role, with a token for the API. */
export async function addPerson(database: Database, account: FurnishedAccount, { name, role, password, dialect }: { name: string; role: RoleName; password: string; dialect: string }): Promise<Person> {
  const email = `${name}@${account.things.internalDomain}`;
  const passwordHash = await hashPassword(password, email);
  return database.withAccount(account.id, async (tx) => {
    const user = await createUser(tx, account.act, { email, name, passwordHash });
    await addMember(tx, account.act, { userId: user.id, role });
    const { secret } = await createToken(tx, account.act, { userId: user.id, dialect, name, scopes: 'all', expiresAt: null });
    await makeTwins(tx, account.act, secret, { userId: user.id, scopes: 'all', expiresAt: null });
    return { userId: user.id, email, token: secret };
  });
}

export interface TokenWish {
  readonly userId: number;
  readonly dialect: string;
  readonly scopes?: readonly Permission[] | 'all';
  readonly expiresAt?: string | null;
  /** Opens the other APIs too. */
  readonly isForAll?: boolean;
}

export async function giveToken(database: Database, account: FurnishedAccount, { userId, dialect, scopes = 'all', expiresAt = null, isForAll = false }: TokenWish): Promise<{ id: number; secret: string }> {
  return database.withAccount(account.id, async (tx) => {
    const token = await createToken(tx, account.act, { userId, dialect, name: 'wish', scopes, expiresAt });
    if (isForAll) await makeTwins(tx, account.act, token.secret, { userId, scopes, expiresAt });
    return token;
  });
}
