import { endMember as end } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const endMember = operation({
  id: 'users.end',
  method: 'DELETE',
  path: '/native/v1/users/{id}',
  tag: 'People',
  summary: 'Ends the membership: sessions here end, tokens are revoked. The person\'s work stays. Never the last owner\'s',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => end(tx, act, params.id));
    return null;
  },
});
