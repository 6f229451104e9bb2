import { changeChannelMembers } from '#core/channels/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { InboxMembersInput } from '../../schemas/inbox-members.ts';
import { UserIds } from '../../schemas/team.ts';
import { Nothing } from '../../schemas/wire.ts';

const common = { method: 'DELETE', tag: 'Inboxes', summary: 'Remove agents from an inbox', response: Nothing } as const;

export const deleteInboxMembers = accountOperation({
  ...common, id: 'inbox-members.delete', path: '/inbox_members', body: InboxMembersInput,
  handle: ({ act, change, body: { inbox_id: inboxId, user_ids: userIds } }) => change(async (tx) => { await changeChannelMembers(tx, act, inboxId, { remove: userIds }); return null; }),
});

/** As a known client asks for it. */
export const deleteMembersOfInbox = accountOperation({
  ...common, id: 'inbox-members.delete-of-inbox', path: '/inbox_members/{inbox_id}', body: UserIds,
  handle: ({ act, change, params: { inbox_id: inboxId }, body: { user_ids: userIds } }) => change(async (tx) => { await changeChannelMembers(tx, act, inboxId, { remove: userIds }); return null; }),
});
