import { changeTeam as change, getTeam } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderTeam } from '../../render/team.ts';
import { Team, TeamChange } from '../../schemas/people.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeTeam = operation({
  id: 'teams.change',
  method: 'PATCH',
  path: '/native/v1/teams/{id}',
  tag: 'People',
  summary: 'Another name or another place in the tree; never below itself',
  params: IdParams,
  body: TeamChange,
  response: Team,
  async handle({ act, change: within, params: { id }, body }) {
    return renderTeam(await within(async (tx) => {
      await change(tx, act, id, body);
      return getTeam(tx, readingBack(act), id);
    }));
  },
});
