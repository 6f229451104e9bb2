import { findInvitations } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { Invitations } from '../../schemas/invitations.ts';

export const listInvitations = operation({
  id: 'invitations.list',
  method: 'GET',
  path: '/native/v1/invitations',
  tag: 'People',
  summary: 'Invitations that can still be used, newest first',
  response: Invitations,
  async handle({ act, snapshot }) {
    const items = await snapshot((tx) => findInvitations(tx, act));
    return { items: items.map(({ id, email, role, invitedBy, createdAt, expiresAt }) => ({ id, email, role, invitedBy, createdAt, expiresAt })), next: null };
  },
});
