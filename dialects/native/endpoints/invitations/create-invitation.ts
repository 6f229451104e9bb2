import { createInvitation as create } from '#core/accounts/index.ts';
import { operation } from '#http/index.ts';
import { InvitationMade, NewInvitation } from '../../schemas/invitations.ts';

export const createInvitation = operation({
  id: 'invitations.create',
  method: 'POST',
  path: '/native/v1/invitations',
  tag: 'People',
  summary: 'A link by which a person becomes a member: for one use within 24 hours; an earlier one for the address is worth nothing any more',
  status: 201,
  body: NewInvitation,
  response: InvitationMade,
  async handle({ act, change, body, head }) {
    const { secret, id, email, role, invitedBy, createdAt, expiresAt } = await change((tx) => create(tx, act, body));
    // Behind the #: a browser sends it to nobody, so no log and no proxy sees it.
    return { id, email, role, invitedBy, createdAt, expiresAt, link: `${head.base}/app/invitation#${secret}` };
  },
});
