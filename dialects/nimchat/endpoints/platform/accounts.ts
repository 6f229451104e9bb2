import { changePlatformAccount, createPlatformAccount, deletePlatformAccount, getPlatformAccount } from '#core/platform/index.ts';
import { platformOperation } from '../../platform-operation.ts';
import { PlatformAccount, PlatformAccountInput } from '../../schemas/platform.ts';
import { Nothing } from '../../schemas/wire.ts';

const tag = 'Accounts';
const render = ({ id, name }: { id: number; name: string }) => ({ id, name });

export const platformAccounts = [
  platformOperation({
    id: 'accounts.create', method: 'POST', path: '/accounts', tag, summary: 'Make an account, without anybody in it', body: PlatformAccountInput, response: PlatformAccount,
    handle: async ({ database, caller, body: { name = '' } }) => render(await createPlatformAccount(database, caller, { name })),
  }),
  platformOperation({
    id: 'accounts.show', method: 'GET', path: '/accounts/{account_id}', tag, summary: 'An account of this app', response: PlatformAccount,
    handle: async ({ database, caller, params: { account_id: id } }) => render(await getPlatformAccount(database, caller, id)),
  }),
  platformOperation({
    id: 'accounts.update', method: 'PATCH', path: '/accounts/{account_id}', tag, summary: 'Rename an account', body: PlatformAccountInput, response: PlatformAccount,
    handle: async ({ database, caller, params: { account_id: id }, body }) => render(await changePlatformAccount(database, caller, id, body)),
  }),
  platformOperation({
    id: 'accounts.delete', method: 'DELETE', path: '/accounts/{account_id}', tag, summary: 'Shut an account for good', response: Nothing,
    handle: async ({ database, caller, params: { account_id: id } }) => { await deletePlatformAccount(database, caller, id); return null; },
  }),
];
