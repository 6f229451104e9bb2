import { revokeInvitation as revoke } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const revokeInvitation = operation({
  id: 'invitations.revoke',
  method: 'DELETE',
  path: '/native/v1/invitations/{id}',
  tag: 'People',
  summary: 'The link is worth nothing from now on',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => revoke(tx, act, params.id));
    return null;
  },
});
