import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { IdsInput, MembersPageQuery, MembersQuery } from '../../schemas/entity.ts';
import { Id } from '../../schemas/id.ts';
import { MemberPage, MemberPageWithFailed } from '../../schemas/member.ts';
import { pageOfMembers } from '../teams/load-team.ts';

export const listGroupMailboxMembers = (ports: EntityPorts): Operation => operation({
  id: 'group-mailboxes.members.list',
  method: 'GET',
  path: '/api/entities/group-mailboxes/{group_mailbox_id}/agents',
  tag: 'Group Mailbox Members',
  summary: 'Show members of a group mailbox',
  params: Type.Object({ group_mailbox_id: Id }),
  query: MembersQuery,
  response: MemberPage,
  handle: (call) => call.snapshot(async (tx) => {
    const { agentIds } = await ports.getGroupMailbox(tx, call.act, call.params.group_mailbox_id);
    return pageOfMembers(ports, tx, call, agentIds);
  }),
});

/** The document calls the id otherwise in each method's path. */
const changeMembers = <P extends 'group_mailbox' | 'group_mailbox_id'>(ports: EntityPorts, method: 'POST' | 'DELETE', parameter: P, summary: string): Operation => operation({
  id: `group-mailboxes.members.${method === 'POST' ? 'store' : 'delete'}`,
  method,
  path: `/api/entities/group-mailboxes/{${parameter}}/agents`,
  tag: 'Group Mailbox Members',
  summary,
  params: Type.Object({ [parameter]: Id }),
  query: MembersPageQuery,
  body: IdsInput,
  response: MemberPageWithFailed,
  handle: (call) => call.change(async (tx) => {
    const { act, body: { ids } } = call;
    const id = Number((call.params as Record<P, number>)[parameter]);
    const { unknown } = await ports.changeGroupMailboxMembers(tx, act, id, method === 'POST' ? { add: ids } : { remove: ids });
    const { agentIds } = await ports.getGroupMailbox(tx, act, id);
    return { ...await pageOfMembers(ports, tx, call, agentIds), failed: [...unknown] };
  }),
});

export const storeGroupMailboxMembers = (ports: EntityPorts): Operation => changeMembers(ports, 'POST', 'group_mailbox', 'Add mailboxes to a group mailbox; ids that are none come back as failed');
export const deleteGroupMailboxMembers = (ports: EntityPorts): Operation => changeMembers(ports, 'DELETE', 'group_mailbox_id', 'Remove mailboxes from a group mailbox; ids that are none come back as failed');
