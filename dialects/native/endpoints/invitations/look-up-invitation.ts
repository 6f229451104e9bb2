import { lookUpInvitation as lookUp } from '#core/accounts/index.ts';
import { nowText } from '#core/kernel/index.ts';
import { openOperation } from '#http/index.ts';
import { InvitationInfo, InvitationLookup } from '../../schemas/invitations.ts';

export const lookUpInvitation = openOperation({
  id: 'invitations.lookUp',
  method: 'POST',
  path: '/native/v1/invitations/look-up',
  tag: 'People',
  summary: 'Open to whoever holds the link: what it invites to. 410 for whatever is not right about it',
  body: InvitationLookup,
  response: InvitationInfo,
  async handle({ database, clock, body, head }) {
    const { accountName, email, role, expiresAt } = await lookUp(database, { secret: body.secret, address: head.address, now: nowText(clock) });
    return { accountName, email, role, expiresAt };
  },
});
