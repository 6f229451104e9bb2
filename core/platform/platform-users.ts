import {
  createSignInLink, findUserByEmail, findUserPlaces, forgetUser, getUser, hashPassword, insertUser, setUser, startSession, useSignInLink, userThere, type NewSession, type User, type UserPlace,
} from '#core/accounts/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import type { Database, Tx } from '#storage/index.ts';
import { dropGrants, findGrants, getAttributes, grantTo, putAttributes, requireGrant } from './grants.ts';
import { notPermitted, type PlatformCaller } from './platform-app.ts';
import { leave } from './platform-members.ts';

/** A user as the app may see him: with the accounts that are the app's. */
export interface PlatformUser { readonly user: User; readonly places: readonly UserPlace[]; /** What the app keeps with him. */ readonly attributes: Readonly<Record<string, unknown>> }

export interface PlatformUserInput {
  readonly name: string;
  readonly email: string;
  readonly password?: string | undefined;
  /** Replaces what was kept. */
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
}
type PlatformUserChange = { readonly [K in keyof PlatformUserInput]?: PlatformUserInput[K] | undefined };

/**
 * A user who belongs to no account yet. An e-mail that is a user's already is refused (`conflict`), unless the app has that user: then he is changed as
 * asked, so that a program may bring the same person again.
 */
export async function createPlatformUser(database: Database, caller: PlatformCaller, { name, email, password, attributes = {} }: PlatformUserInput): Promise<PlatformUser> {
  const known = await database.withoutAccount((tx) => findUserByEmail(tx, email), { readOnly: true });
  if (known) {
    if (!await has(database, caller, known.id)) throw userThere();
    return changePlatformUser(database, caller, known.id, { name, password, attributes });
  }
  const passwordHash = password === undefined ? null : await hashPassword(password, email);
  const user = await database.withoutAccount(async (tx) => {
    const made = await insertUser(tx, { name, email, passwordHash }, caller.now);
    await grantTo(tx, caller.appId, 'user', made.id, caller.now);
    await putAttributes(tx, caller.appId, 'user', made.id, attributes);
    return made;
  });
  return { user, places: [], attributes };
}

export async function getPlatformUser(database: Database, caller: PlatformCaller, userId: number): Promise<PlatformUser> {
  return database.withoutAccount(async (tx) => {
    await requireGrant(tx, caller.appId, 'user', userId);
    const user = await getUser(tx, userId);
    if (!user || user.disabledAt !== null) throw notPermitted();
    return { user, places: (await placesOf(tx, caller, userId)).own, attributes: await getAttributes(tx, caller.appId, 'user', userId) };
  }, { readOnly: true });
}

export async function changePlatformUser(database: Database, caller: PlatformCaller, userId: number, { name, email, password, attributes }: PlatformUserChange): Promise<PlatformUser> {
  const before = await getPlatformUser(database, caller, userId);
  const passwordHash = password === undefined ? undefined : await hashPassword(password, email ?? before.user.email);
  await database.withoutAccount(async (tx) => {
    await requireControl(tx, caller, userId);
    if (!await setUser(tx, userId, { name, email, passwordHash }, caller.now)) throw notPermitted();
    if (attributes !== undefined) await putAttributes(tx, caller.appId, 'user', userId, attributes);
  });
  return getPlatformUser(database, caller, userId);
}

/** Out of every account of the app's, then gone for good. Refused whole where one of them would be left without an owner. */
export async function deletePlatformUser(database: Database, caller: PlatformCaller, userId: number): Promise<void> {
  const { places } = await getPlatformUser(database, caller, userId);
  await database.withoutAccount((tx) => requireControl(tx, caller, userId), { readOnly: true });
  for (const { accountId } of places) await database.withAccount(accountId, (tx) => leave(tx, caller, userId));
  await database.withoutAccount(async (tx) => {
    await requireControl(tx, caller, userId);
    await forgetUser(tx, userId, caller.now);
    await dropGrants(tx, 'user', userId);
  });
}

/** The secret of a link that signs the user in. */
export async function linkPlatformUser(database: Database, caller: PlatformCaller, userId: number): Promise<string> {
  const { places } = await getPlatformUser(database, caller, userId);
  if (places.length === 0) throw new CoreError('conflict', 'This user belongs to no account yet: there is nothing to sign in to.');
  return database.withoutAccount(async (tx) => {
    await requireControl(tx, caller, userId);
    return (await createSignInLink(tx, { userId, appId: caller.appId, now: caller.now })).secret;
  });
}

export interface LinkUse { readonly secret: unknown; readonly now: string; readonly address: string | null; readonly userAgent: string | null; readonly previousSession?: unknown }

/** Signs in by a link, into the first account of the app's that the user is in. Used up, whatever comes of it. */
export async function signInByLink(database: Database, { secret, now, ...browser }: LinkUse): Promise<NewSession> {
  const { userId, appId } = await useSignInLink(database, { secret, now });
  const { user, places } = await getPlatformUser(database, { appId, now }, userId).catch(() => ({ user: null, places: [] as readonly UserPlace[] }));
  if (!user || places.length === 0) throw new CoreError('expired', 'This link is not valid, was used already, or its time is over.', { key: 'link-gone' });
  await database.withoutAccount((tx) => requireControl(tx, { appId, now }, userId), { readOnly: true }); // a member elsewhere since the link was made
  return startSession(database, { userId, accountId: places[0]!.accountId, methods: ['sso'], now, ...browser });
}

/** Throws where the user is also in an account that the app has no say in. */
async function requireControl(tx: Tx, caller: PlatformCaller, userId: number): Promise<void> {
  await requireGrant(tx, caller.appId, 'user', userId);
  if ((await placesOf(tx, caller, userId)).isElsewhere) throw notPermitted();
}

async function placesOf(tx: Tx, { appId }: PlatformCaller, userId: number): Promise<{ own: UserPlace[]; isElsewhere: boolean }> {
  const accounts = new Set(await findGrants(tx, appId, 'account'));
  const places = await findUserPlaces(tx, userId);
  const own = places.filter(({ accountId }) => accounts.has(accountId));
  return { own, isElsewhere: own.length < places.length };
}

async function has(database: Database, { appId }: PlatformCaller, userId: number): Promise<boolean> {
  return database.withoutAccount((tx) => requireGrant(tx, appId, 'user', userId), { readOnly: true }).then(() => true, (error: unknown) => {
    if (error instanceof CoreError) return false;
    throw error;
  });
}
