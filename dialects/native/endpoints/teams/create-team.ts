import { createTeam as create, getTeam } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderTeam } from '../../render/team.ts';
import { NewTeam, Team } from '../../schemas/people.ts';

export const createTeam = operation({
  id: 'teams.create',
  method: 'POST',
  path: '/native/v1/teams',
  tag: 'People',
  summary: 'A team, at the top or below another',
  status: 201,
  body: NewTeam,
  response: Team,
  handle: async ({ act, change, body }) => renderTeam(await change(async (tx) => getTeam(tx, readingBack(act), (await create(tx, act, body)).id))),
});
