import { Type } from '@sinclair/typebox';
import { getTeam } from '#core/people/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Agent } from '../../schemas/agent.ts';
import { agentsOf } from '../../views/agents.ts';

export const listTeamMembers = accountOperation({
  id: 'team-members.list', method: 'GET', path: '/teams/{team_id}/team_members', tag: 'Teams', summary: 'Agents of a team',
  response: Type.Array(Agent),
  handle: ({ act, snapshot, params: { team_id: id } }) => snapshot(async (tx) => agentsOf(tx, act, (await getTeam(tx, act, id)).agentIds)),
});
