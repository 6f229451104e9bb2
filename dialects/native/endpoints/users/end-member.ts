import { removeMember } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const endMember = operation({
  id: 'users.end',
  method: 'DELETE',
  path: '/native/v1/users/{id}',
  tag: 'People',
  summary: 'Ends the membership: sessions here end, tokens are revoked, the agent behind it is at work no longer and has no conversations left. What he answered stays. Never the last owner\'s',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => removeMember(tx, act, params.id));
    return null;
  },
});
