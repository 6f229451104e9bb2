import { deleteTeam as remove } from '#core/people/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteTeam = accountOperation({
  id: 'teams.delete', method: 'DELETE', path: '/teams/{team_id}', tag: 'Teams', summary: 'The team goes, its agents stay',
  response: Nothing,
  handle: ({ act, change, params: { team_id: id } }) => change(async (tx) => { await remove(tx, act, id); return null; }),
});
