import { getTeam } from '#core/people/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Team } from '../../schemas/team.ts';
import { teamViews } from '../../views/teams.ts';

export const showTeam = accountOperation({
  id: 'teams.show', method: 'GET', path: '/teams/{team_id}', tag: 'Teams', summary: 'One team',
  response: Team,
  handle: ({ act, snapshot, principal, params: { team_id: id } }) => snapshot(async (tx) => (await teamViews(tx, [await getTeam(tx, act, id)], principal.userId))[0]!),
});
