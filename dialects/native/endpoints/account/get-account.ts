import { getAccountSettings } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { renderAccount } from '../../render/account.ts';
import { Account } from '../../schemas/account.ts';

export const getAccount = operation({
  id: 'account.get',
  method: 'GET',
  path: '/native/v1/account',
  tag: 'Account',
  summary: 'What the account has set for itself',
  response: Account,
  handle: async ({ act, snapshot }) => renderAccount(await snapshot((tx) => getAccountSettings(tx, act))),
});
