import { Type } from '@sinclair/typebox';
import { getTeam, changeTeamMembers } from '#core/people/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Agent } from '../../schemas/agent.ts';
import { UserIds } from '../../schemas/team.ts';
import { agentsOf } from '../../views/agents.ts';

export const createTeamMembers = accountOperation({
  id: 'team-members.create', method: 'POST', path: '/teams/{team_id}/team_members', tag: 'Teams', summary: 'Add agents to a team',
  body: UserIds, response: Type.Array(Agent),
  handle: ({ act, change, params: { team_id: id }, body: { user_ids: userIds } }) => change(async (tx) => {
    await changeTeamMembers(tx, act, id, { add: userIds });
    return agentsOf(tx, seesAll(act), (await getTeam(tx, seesAll(act), id)).agentIds);
  }),
});
