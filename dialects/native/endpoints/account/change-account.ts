import { changeAccount as change, getAccountSettings } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderAccount } from '../../render/account.ts';
import { Account, AccountChange } from '../../schemas/account.ts';

export const changeAccount = operation({
  id: 'account.change',
  method: 'PATCH',
  path: '/native/v1/account',
  tag: 'Account',
  summary: 'Name, zone, language, time for undo, what new mail does to a closed conversation, second factor for everybody; what is not named stays',
  body: AccountChange,
  response: Account,
  async handle({ act, change: within, body: { requireTwoFactor, ...rest } }) {
    return renderAccount(await within(async (tx) => {
      await change(tx, act, { ...rest, ...(requireTwoFactor === undefined ? {} : { requireTotp: requireTwoFactor }) });
      return getAccountSettings(tx, readingBack(act));
    }));
  },
});
