import { confirmPassword, deleteAccount as remove, getOwnAccount } from '#core/accounts/index.ts';
import { CoreError, invalid, requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { requireSession } from '../../parse/require-session.ts';
import { AccountDeletion, AccountDeletionInput } from '../../schemas/account-deletion.ts';

export const deleteAccount = operation({
  id: 'account.delete',
  method: 'POST',
  path: '/native/v1/account/delete',
  tag: 'Account',
  summary: 'Shuts the account for everybody at once, and erases it after 30 days; until then the link in the answer brings it back. For a person who is signed in, with the own password and the account\'s name',
  body: AccountDeletionInput,
  response: AccountDeletion,
  async handle({ act, change, database, principal, body: { name, password }, head }) {
    requireSession(principal);
    requirePermission(act, 'account.delete');
    const account = await database.withAccount(principal.accountId, (tx) => getOwnAccount(tx), { readOnly: true });
    if (name.trim() !== account.name.trim()) throw invalid('name', 'is not the name of this account', 'account-name-differs');
    await confirmPassword(database, act, { userId: principal.userId, password }).catch((error: unknown) => { throw isWrong(error) ? invalid('password', 'is wrong', 'password-wrong') : error; });
    const { eraseAfter, undoSecret } = await change((tx) => remove(tx, act));
    return { eraseAfter, undoLink: `${head.base}/restore-account/${undoSecret}` };
  },
});

/** A wrong password is wrong input here: 401 would tell a browser that its session is over. */
const isWrong = (error: unknown): boolean => error instanceof CoreError && error.code === 'unauthenticated';
