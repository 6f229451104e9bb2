import { addMember, createToken, createUser, hashPassword } from '#core/accounts/index.ts';
import type { Act, Permission } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Database, type Tx } from '#storage/index.ts';
import { apiDoors } from './doors.ts';
import type { FurnishedAccount } from './furnish-account.ts';

export const roles = ['owner', 'administrator', 'agent', 'read-only'] as const;
export type RoleName = (typeof roles)[number];

/** Secrets by dialect: twins, of one person, with the same scopes and the same end. */
export type Tokens = Readonly<Record<string, string>>;

export interface Person {
  readonly userId: number;
  readonly email: string;
  /** For timetoreply. */
  readonly token: string;
  /** One for each API. */
  readonly tokens: Tokens;
}

/** A user with a password, a member of the account in a role and an agent, with a token for each API. */
export async function addPerson(database: Database, account: FurnishedAccount, { name, role, password, dialect }: { name: string; role: RoleName; password: string; dialect: string }): Promise<Person> {
  const email = `${name}@${account.things.internalDomain}`;
  const passwordHash = await hashPassword(password, email);
  return database.withAccount(account.id, async (tx) => {
    const user = await createUser(tx, account.act, { email, name, passwordHash });
    await addMember(tx, account.act, { userId: user.id, role });
    await createAgent(tx, account.act, { name, userId: user.id });
    const tokens = await tokensOf(tx, account.act, { userId: user.id });
    return { userId: user.id, email, token: tokens[dialect]!, tokens };
  });
}

/** The customer's subdomain goes with the token where a door takes both. */
async function withSlug(tx: Tx, dialect: string, secret: string): Promise<string> {
  if (dialect !== 'ccai') return secret;
  return `${(await tx.one(sql<{ slug: string }>`SELECT slug FROM accounts WHERE id = ${tx.accountId}`)).slug}:${secret}`;
}

/** A token for each API. */
export async function tokensOf(tx: Tx, act: Act, { userId, scopes = 'all' }: { userId: number; scopes?: readonly Permission[] | 'all' }): Promise<Tokens> {
  const tokens: Record<string, string> = {};
  for (const { dialect } of apiDoors) tokens[dialect] = await withSlug(tx, dialect, (await createToken(tx, act, { userId, dialect, name: dialect, scopes, expiresAt: null })).secret);
  return tokens;
}

export interface TokenWish {
  readonly userId: number;
  readonly dialect: string;
  readonly scopes?: readonly Permission[] | 'all';
  readonly expiresAt?: string | null;
}

export async function giveToken(database: Database, account: FurnishedAccount, { userId, dialect, scopes = 'all', expiresAt = null }: TokenWish): Promise<{ id: number; secret: string }> {
  return database.withAccount(account.id, (tx) => createToken(tx, account.act, { userId, dialect, name: 'wish', scopes, expiresAt }));
}

/** One for each API, with the same scopes. */
export async function giveTokens(database: Database, account: FurnishedAccount, wish: { userId: number; scopes?: readonly Permission[] | 'all' }): Promise<Tokens> {
  return database.withAccount(account.id, (tx) => tokensOf(tx, account.act, wish));
}
