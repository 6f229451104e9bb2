import { acceptInvitation as accept } from '#core/accounts/index.ts';
import { nowText, systemAct } from '#core/kernel/index.ts';
import { ensureAgentWhoReplies, linkInvitedAgent } from '#core/people/index.ts';
import { openOperation } from '#http/index.ts';
import { InvitationAccept, InvitationAccepted } from '../../schemas/invitations.ts';

export const acceptInvitation = openOperation({
  id: 'invitations.accept',
  method: 'POST',
  path: '/native/v1/invitations/accept',
  tag: 'People',
  summary: 'Open to whoever holds the link: becomes a member, with a new user, or with the one that has the address, by its password (401 where that is wrong), and an agent where the role lets the person answer. Then one signs in',
  status: 201,
  body: InvitationAccept,
  response: InvitationAccepted,
  async handle({ database, clock, body: { secret, name, password }, head }) {
    const now = nowText(clock);
    const { email, accountId, userId } = await accept(database, { secret, name, password, address: head.address, now });
    await database.withAccount(accountId, async (tx) => {
      const act = systemAct(accountId, now, 'invitation');
      await linkInvitedAgent(tx, act, { userId, email });
      await ensureAgentWhoReplies(tx, act, userId);
    });
    return { email, accountId };
  },
});
