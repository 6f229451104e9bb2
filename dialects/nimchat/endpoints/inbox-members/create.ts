import { changeChannelMembers, findChannelMembers } from '#core/channels/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { InboxMembers, InboxMembersInput } from '../../schemas/inbox-members.ts';
import { agentsOf } from '../../views/agents.ts';

export const createInboxMembers = accountOperation({
  id: 'inbox-members.create', method: 'POST', path: '/inbox_members', tag: 'Inboxes', summary: 'Add agents to an inbox',
  body: InboxMembersInput, response: InboxMembers,
  handle: ({ act, change, principal, body: { inbox_id: inboxId, user_ids: userIds } }) => change(async (tx) => {
    await changeChannelMembers(tx, act, inboxId, { add: userIds });
    const agents = await agentsOf(tx, seesAll(act), (await findChannelMembers(tx, seesAll(act))).get(inboxId) ?? []);
    return isDeployed(principal) ? { payload: agents } : agents;
  }),
});
