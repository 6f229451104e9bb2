import { createPasswordLink as create } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { PasswordLink } from '../../schemas/people.ts';
import { IdParams } from '../../schemas/shared.ts';

export const createPasswordLink = operation({
  id: 'users.createPasswordLink',
  method: 'POST',
  path: '/native/v1/users/{id}/password-link',
  tag: 'People',
  summary: 'A link by which a member sets a new password: to hand over, for one use within an hour. Not for who belongs to other accounts too, nor for who may do more than oneself',
  status: 201,
  params: IdParams,
  response: PasswordLink,
  async handle({ act, change, params: { id }, head }) {
    const { secret, expiresAt } = await change((tx) => create(tx, act, id));
    // Behind the #: a browser sends it to nobody, so no log and no proxy sees it.
    return { link: `${head.base}/app/new-password#${secret}`, expiresAt };
  },
});
