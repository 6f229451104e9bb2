import { changeRole, changeUser as change, disableUser, enableUser, getMemberRow } from '#core/accounts/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderUser } from '../../render/user.ts';
import { User, UserChange } from '../../schemas/people.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeUser = operation({
  id: 'users.change',
  method: 'PATCH',
  path: '/native/v1/users/{id}',
  tag: 'People',
  summary: 'Name, role, shut out or not; what is not named stays. Another role ends the user\'s sessions here',
  params: IdParams,
  body: UserChange,
  response: User,
  async handle({ act, change: within, params: { id }, body: { name, role, isDisabled } }) {
    return renderUser(await within(async (tx) => {
      requirePermission(act, 'people.write');
      await getMemberRow(tx, readingBack(act), id);
      if (role !== undefined) await changeRole(tx, act, { userId: id, role });
      if (name !== undefined) await change(tx, act, id, { name });
      if (isDisabled !== undefined) await (isDisabled ? disableUser : enableUser)(tx, act, id);
      return getMemberRow(tx, readingBack(act), id);
    }));
  },
});
