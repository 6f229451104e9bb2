import { changeTeam, getTeam } from '#core/people/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { keep } from '../../kept.ts';
import { Team, TeamChange } from '../../schemas/team.ts';
import { teamViews } from '../../views/teams.ts';

export const updateTeam = accountOperation({
  id: 'teams.update', method: 'PATCH', path: '/teams/{team_id}', tag: 'Teams', summary: 'Change a team; what is not given stays',
  body: TeamChange, response: Team,
  handle: ({ act, change, principal, params: { team_id: id }, body: { name, description, allow_auto_assign: allowAutoAssign } }) => change(async (tx) => {
    await changeTeam(tx, act, id, name === undefined ? {} : { name });
    await keep(tx, 'team', id, { ...(description !== undefined && { description }), ...(allowAutoAssign !== undefined && { allowAutoAssign }) });
    return (await teamViews(tx, [await getTeam(tx, seesAll(act), id)], principal.userId))[0]!;
  }),
});
