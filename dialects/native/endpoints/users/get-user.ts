import { getMemberRow } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { renderUser } from '../../render/user.ts';
import { User } from '../../schemas/people.ts';
import { IdParams } from '../../schemas/shared.ts';

export const getUser = operation({
  id: 'users.get',
  method: 'GET',
  path: '/native/v1/users/{id}',
  tag: 'People',
  summary: 'A member of the account',
  params: IdParams,
  response: User,
  handle: async ({ act, snapshot, params }) => renderUser(await snapshot((tx) => getMemberRow(tx, act, params.id))),
});
