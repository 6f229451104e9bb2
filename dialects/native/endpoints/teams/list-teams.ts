import { findTeams } from '#core/people/index.ts';
import { operation } from '#http/index.ts';
import { renderTeam } from '../../render/team.ts';
import { Teams } from '../../schemas/people.ts';

export const listTeams = operation({
  id: 'teams.list',
  method: 'GET',
  path: '/native/v1/teams',
  tag: 'People',
  summary: 'All teams with their members; the tree follows from parentId',
  response: Teams,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findTeams(tx, act))).map(renderTeam), next: null }),
});
