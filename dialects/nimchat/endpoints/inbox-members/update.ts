import { setChannelMembers, findChannelMembers } from '#core/channels/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { InboxMembers, InboxMembersInput } from '../../schemas/inbox-members.ts';
import { agentsOf } from '../../views/agents.ts';

export const updateInboxMembers = accountOperation({
  id: 'inbox-members.update', method: 'PATCH', path: '/inbox_members', tag: 'Inboxes', summary: 'Make exactly these agents the members of an inbox',
  body: InboxMembersInput, response: InboxMembers,
  handle: ({ act, change, principal, body: { inbox_id: inboxId, user_ids: userIds } }) => change(async (tx) => {
    await setChannelMembers(tx, act, inboxId, userIds);
    const agents = await agentsOf(tx, seesAll(act), (await findChannelMembers(tx, seesAll(act))).get(inboxId) ?? []);
    return isDeployed(principal) ? { payload: agents } : agents;
  }),
});
