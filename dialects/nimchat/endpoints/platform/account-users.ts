import { Type } from '@sinclair/typebox';
import { addPlatformMember, findPlatformMembers, removePlatformMember } from '#core/platform/index.ts';
import { platformOperation } from '../../platform-operation.ts';
import { renderAccountUser } from '../../render/platform.ts';
import { AccountUser, AccountUserInput, AccountUserName } from '../../schemas/platform.ts';
import { Nothing } from '../../schemas/wire.ts';

const tag = 'Account Users';
const path = '/accounts/{account_id}/account_users';

export const platformAccountUsers = [
  platformOperation({
    id: 'account-users.list', method: 'GET', path, tag, summary: 'Who is in an account of this app', response: Type.Array(AccountUser),
    handle: async ({ database, caller, params: { account_id: id } }) => (await findPlatformMembers(database, caller, id)).map(renderAccountUser),
  }),
  platformOperation({
    id: 'account-users.create', method: 'POST', path, tag, summary: 'Bring a user into an account, or change the role there', body: AccountUserInput, response: AccountUser,
    handle: async ({ database, caller, params: { account_id: id }, body: { user_id: userId, role } }) => renderAccountUser(await addPlatformMember(database, caller, id, { userId, role })),
  }),
  platformOperation({
    id: 'account-users.delete', method: 'DELETE', path, tag, summary: 'Take a user out of an account', body: AccountUserName, response: Nothing,
    handle: async ({ database, caller, params: { account_id: id }, body: { user_id: userId } }) => { await removePlatformMember(database, caller, id, userId); return null; },
  }),
];
