import { Type } from '@sinclair/typebox';
import { operation, type Operation } from '#http/index.ts';
import type { EntityPorts } from '../../ports.ts';
import { IdsInput, MembersPageQuery, MembersQuery } from '../../schemas/entity.ts';
import { Id } from '../../schemas/id.ts';
import { MemberPageWithFailed } from '../../schemas/member.ts';
import { pageOfMembers } from './load-team.ts';

const path = '/api/entities/teams/{team_id}/agents';
const params = Type.Object({ team_id: Id });

export const listTeamMembers = (ports: EntityPorts): Operation => operation({
  id: 'teams.members.list',
  method: 'GET',
  path,
  tag: 'Team Members',
  summary: 'Show members of a team',
  params,
  query: MembersQuery,
  response: MemberPageWithFailed,
  handle: (call) => call.snapshot(async (tx) => {
    const { agentIds } = await ports.getTeam(tx, call.act, call.params.team_id);
    return { ...await pageOfMembers(ports, tx, call, agentIds), failed: [] };
  }),
});

const changeMembers = (ports: EntityPorts, method: 'POST' | 'DELETE', summary: string): Operation => operation({
  id: `teams.members.${method === 'POST' ? 'store' : 'delete'}`,
  method,
  path,
  tag: 'Team Members',
  summary,
  params,
  query: MembersPageQuery,
  body: IdsInput,
  response: MemberPageWithFailed,
  handle: (call) => call.change(async (tx) => {
    const { act, params: { team_id: id }, body: { ids } } = call;
    const { unknown } = await ports.changeKnownTeamMembers(tx, act, id, method === 'POST' ? { add: ids } : { remove: ids });
    const { agentIds } = await ports.getTeam(tx, act, id);
    return { ...await pageOfMembers(ports, tx, call, agentIds), failed: [...unknown] };
  }),
});

export const storeTeamMembers = (ports: EntityPorts): Operation => changeMembers(ports, 'POST', 'Add mailboxes to a team; ids that are none come back as failed');
export const deleteTeamMembers = (ports: EntityPorts): Operation => changeMembers(ports, 'DELETE', 'Remove mailboxes from a team; ids that are none come back as failed');
