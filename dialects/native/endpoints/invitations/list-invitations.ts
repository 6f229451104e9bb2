import { findInvitations } from '#core/accounts/index.ts';
import type { Outside } from '#core/channels/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import { Invitations } from '../../schemas/invitations.ts';

export const listInvitations = ({ house }: Outside): Operation => operation({
  id: 'invitations.list',
  method: 'GET',
  path: '/native/v1/invitations',
  tag: 'People',
  summary: 'Invitations that can still be used, newest first, with what came of their mail',
  response: Invitations,
  async handle({ act, snapshot }) {
    requirePermission(act, 'people.read');
    const [rows, canMail] = [await snapshot((tx) => findInvitations(tx, act)), await house.canMail(act.accountId)];
    return { items: rows.map(({ id, email, role, invitedBy, createdAt, expiresAt, mail }) => ({ id, email, role, invitedBy, createdAt, expiresAt, mail: { ...mail } })), next: null, canMail };
  },
});
