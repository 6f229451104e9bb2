import { Type } from '@sinclair/typebox';
import { findTeams } from '#core/people/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { Team } from '../../schemas/team.ts';
import { teamViews } from '../../views/teams.ts';

export const listTeams = accountOperation({
  id: 'teams.list', method: 'GET', path: '/teams', tag: 'Teams', summary: 'Teams of the account',
  response: Type.Array(Team),
  handle: ({ act, snapshot, principal }) => snapshot(async (tx) => teamViews(tx, await findTeams(tx, act), principal.userId)),
});
