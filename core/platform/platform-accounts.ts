import { changeAccount, createAccount, deleteAccount, getAccount, reserveAccountId, type Account } from '#core/accounts/index.ts';
import type { Database } from '#storage/index.ts';
import { dropGrants, grantTo, requireGrant } from './grants.ts';
import { notPermitted, platformAct, type PlatformCaller } from './platform-app.ts';

/** An account without anybody in it, and the app's grant, in one transaction. */
export async function createPlatformAccount(database: Database, caller: PlatformCaller, { name }: { name: string }): Promise<Account> {
  const accountId = await reserveAccountId(database);
  return database.withAccount(accountId, async (tx) => {
    const account = await createAccount(tx, platformAct(caller, accountId), { name });
    await grantTo(tx, caller.appId, 'account', accountId, caller.now);
    return account;
  });
}

export async function getPlatformAccount(database: Database, { appId }: PlatformCaller, accountId: number): Promise<Account> {
  await database.withoutAccount((tx) => requireGrant(tx, appId, 'account', accountId), { readOnly: true });
  const account = await getAccount(database, accountId);
  if (account?.id !== accountId) throw notPermitted();
  return account;
}

export async function changePlatformAccount(database: Database, caller: PlatformCaller, accountId: number, { name }: { name?: string | undefined }): Promise<Account> {
  await getPlatformAccount(database, caller, accountId);
  if (name !== undefined) await database.withAccount(accountId, (tx) => changeAccount(tx, platformAct(caller, accountId), { name }));
  return getPlatformAccount(database, caller, accountId);
}

/** Shut at once, erased after the usual grace. The grants go with it, so it answers as one that never was. */
export async function deletePlatformAccount(database: Database, caller: PlatformCaller, accountId: number): Promise<void> {
  await getPlatformAccount(database, caller, accountId);
  await database.withAccount(accountId, async (tx) => {
    await deleteAccount(tx, platformAct(caller, accountId));
    await dropGrants(tx, 'account', accountId);
  });
}
