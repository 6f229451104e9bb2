import { findChannelMembers, getChannel } from '#core/channels/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation, isDeployed } from '../../account-operation.ts';
import { InboxMembers } from '../../schemas/inbox-members.ts';
import { agentsOf } from '../../views/agents.ts';

export const listInboxMembers = accountOperation({
  id: 'inbox-members.list', method: 'GET', path: '/inbox_members/{inbox_id}', tag: 'Inboxes', summary: 'Agents of an inbox',
  response: InboxMembers,
  handle: ({ act, snapshot, principal, params: { inbox_id: inboxId } }) => snapshot(async (tx) => {
    await getChannel(tx, act, inboxId);
    const agents = await agentsOf(tx, seesAll(act), (await findChannelMembers(tx, act)).get(inboxId) ?? []);
    return isDeployed(principal) ? { payload: agents } : agents;
  }),
});
