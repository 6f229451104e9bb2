import { Type } from '@sinclair/typebox';
import { getTeam, setTeamMembers } from '#core/people/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Agent } from '../../schemas/agent.ts';
import { UserIds } from '../../schemas/team.ts';
import { agentsOf } from '../../views/agents.ts';

export const updateTeamMembers = accountOperation({
  id: 'team-members.update', method: 'PATCH', path: '/teams/{team_id}/team_members', tag: 'Teams', summary: 'Make exactly these agents the members of a team',
  body: UserIds, response: Type.Array(Agent),
  handle: ({ act, change, params: { team_id: id }, body: { user_ids: userIds } }) => change(async (tx) => {
    await setTeamMembers(tx, act, id, userIds);
    return agentsOf(tx, seesAll(act), (await getTeam(tx, seesAll(act), id)).agentIds);
  }),
});
