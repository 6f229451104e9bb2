import { createTeam as create, getTeam } from '#core/people/index.ts';
import { seesAll } from '#core/kernel/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { keep } from '../../kept.ts';
import { Team, TeamInput } from '../../schemas/team.ts';
import { teamViews } from '../../views/teams.ts';

export const createTeam = accountOperation({
  id: 'teams.create', method: 'POST', path: '/teams', tag: 'Teams', summary: 'A new team',
  body: TeamInput, response: Team,
  handle: ({ act, change, principal, body: { name, description, allow_auto_assign: allowAutoAssign } }) => change(async (tx) => {
    const { id } = await create(tx, act, { name });
    await keep(tx, 'team', id, { ...(description !== undefined && { description }), ...(allowAutoAssign !== undefined && { allowAutoAssign }) });
    return (await teamViews(tx, [await getTeam(tx, seesAll(act), id)], principal.userId))[0]!;
  }),
});
