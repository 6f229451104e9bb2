import { findRoles } from '#core/accounts/index.ts';
import { allPermissions } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { Roles } from '../../schemas/people.ts';

export const listRoles = operation({
  id: 'roles.list',
  method: 'GET',
  path: '/native/v1/roles',
  tag: 'People',
  summary: 'Roles, the built-in ones first, and every permission there is',
  response: Roles,
  async handle({ act, snapshot }) {
    const roles = await snapshot((tx) => findRoles(tx, act));
    return { items: roles.map(({ id, name, permissions, isBuiltIn }) => ({ id, name, permissions: [...permissions], isBuiltIn })), next: null, permissions: [...allPermissions] };
  },
});
