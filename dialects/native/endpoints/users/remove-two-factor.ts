import { removeTotp } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { CoreError } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const removeUsersTwoFactor = ({ key }: Outside): Operation => operation({
  id: 'users.removeTwoFactor',
  method: 'DELETE',
  path: '/native/v1/users/{id}/two-factor',
  tag: 'People',
  summary: 'For a person who lost it: takes the second factor away and ends the person\'s sessions. One\'s own goes by /me',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, database, principal, params }) {
    if (params.id === principal.userId) throw new CoreError('forbidden', 'One\'s own second factor goes with password and code.', { key: 'own-two-factor-with-code' });
    await removeTotp(database, act, { userId: params.id, key: await key() });
    return null;
  },
});
