import { defineRole as define } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { Role, RoleInput, RoleParams } from '../../schemas/people.ts';

export const defineRole = operation({
  id: 'roles.define',
  method: 'PUT',
  path: '/native/v1/roles/{name}',
  tag: 'People',
  summary: 'Makes a role of the account\'s own, or gives it other permissions; its members have them at their next request',
  params: RoleParams,
  body: RoleInput,
  response: Role,
  async handle({ act, change, params: { name }, body }) {
    const { id, ...role } = await change((tx) => define(tx, act, { name, permissions: body.permissions }));
    return { id, name: role.name, permissions: [...role.permissions], isBuiltIn: false };
  },
});
