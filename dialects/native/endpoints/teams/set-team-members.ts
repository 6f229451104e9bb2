import { getTeam, setTeamMembers as set } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderTeam } from '../../render/team.ts';
import { Team, TeamMembersInput } from '../../schemas/people.ts';
import { IdParams } from '../../schemas/shared.ts';

export const setTeamMembers = operation({
  id: 'teams.setMembers',
  method: 'PUT',
  path: '/native/v1/teams/{id}/members',
  tag: 'People',
  summary: 'Makes exactly these agents the team\'s members',
  params: IdParams,
  body: TeamMembersInput,
  response: Team,
  async handle({ act, change, params: { id }, body }) {
    return renderTeam(await change(async (tx) => {
      await set(tx, act, id, body.agentIds);
      return getTeam(tx, readingBack(act), id);
    }));
  },
});
