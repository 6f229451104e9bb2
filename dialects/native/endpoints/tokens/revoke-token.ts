import { revokeToken as revoke } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const revokeToken = operation({
  id: 'tokens.revoke',
  method: 'DELETE',
  path: '/native/v1/tokens/{id}',
  tag: 'Tokens',
  summary: 'The token opens nothing from now on',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => revoke(tx, act, params.id));
    return null;
  },
});
