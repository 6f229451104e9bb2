import { Type } from '@sinclair/typebox';
import { seal } from '#core/accounts/index.ts';
import { invitationSecretPlace, type Outside } from '#core/channels/index.ts';
import { CoreError, requirePermission } from '#core/kernel/index.ts';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { IdsInput } from '../../schemas/entity.ts';

export const inviteAsUsers = (ports: EntityPorts, outside: Outside): Operation => operation({
  id: 'users.invite-as-users',
  method: 'POST',
  path: '/api/tools/users/invite-as-users',
  tag: 'Mailboxes',
  summary: 'Invite mailboxes as users: each gets a link by mail, good for 24 hours, and becomes a user of the role agent by it. Those that are users already are left out of the answer. 409 where no mail can be sent',
  status: 202,
  body: IdsInput,
  response: Type.Array(Type.Integer()),
  async handle({ act, change, body: { ids }, head: { base } }) {
    requirePermission(act, 'people.write'); // else whoever may not invite is told whether mail can go out
    if (!await outside.house.canMail(act.accountId)) {
      throw new CoreError('conflict', 'No mail can be sent for your account, so the links would reach nobody. Invite people in the settings: there each link can be copied.', { key: 'no-mail-for-invitations' });
    }
    const key = await outside.key();
    const invited = await change(async (tx) => {
      const made = await ports.inviteAgents(tx, act, { agentIds: ids, role: 'agent', isMailed: true });
      for (const { invitation: { id, secret } } of made) {
        await outside.house.enqueue(tx, act, { kind: 'mail-invitation', invitationId: id, base, sealedSecret: seal(key, invitationSecretPlace(id), secret).toString('base64') });
      }
      return made;
    });
    return invited.map(({ agentId }) => agentId);
  },
});
