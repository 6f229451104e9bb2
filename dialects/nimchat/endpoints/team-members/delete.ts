import { changeTeamMembers } from '#core/people/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { UserIds } from '../../schemas/team.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteTeamMembers = accountOperation({
  id: 'team-members.delete', method: 'DELETE', path: '/teams/{team_id}/team_members', tag: 'Teams', summary: 'Remove agents from a team',
  body: UserIds, response: Nothing,
  handle: ({ act, change, params: { team_id: id }, body: { user_ids: userIds } }) => change(async (tx) => { await changeTeamMembers(tx, act, id, { remove: userIds }); return null; }),
});
