import { defineRole as define } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { Role, RoleInput } from '../../schemas/people.ts';

export const defineRole = operation({
  id: 'roles.define',
  method: 'POST',
  path: '/native/v1/roles',
  tag: 'People',
  summary: 'Makes a role of the account\'s own, or gives it other permissions; its members have them at their next request',
  body: RoleInput,
  response: Role,
  async handle({ act, change, body }) {
    const { id, name, permissions } = await change((tx) => define(tx, act, body));
    return { id, name, permissions: [...permissions], isBuiltIn: false };
  },
});
