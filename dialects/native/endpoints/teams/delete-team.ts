import { deleteTeam as remove } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { Empty, IdParams } from '../../schemas/shared.ts';

export const deleteTeam = operation({
  id: 'teams.delete',
  method: 'DELETE',
  path: '/native/v1/teams/{id}',
  tag: 'People',
  summary: 'The team goes, its members stay agents, teams below it move up',
  status: 204,
  params: IdParams,
  response: Empty,
  async handle({ act, change, params }) {
    await change((tx) => remove(tx, act, params.id));
    return null;
  },
});
