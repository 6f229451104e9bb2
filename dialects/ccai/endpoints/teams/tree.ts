import { Type } from '@sinclair/typebox';
import { findTeamRows } from '#core/people/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { renderTeamTree } from '../../render/team.ts';
import { TeamNode } from '../../schemas/team.ts';

export const treeOfTeams = ccaiOperation({
  id: 'teams.tree', path: '/teams/tree', tag: 'Teams', summary: 'All teams, each below its parent',
  response: Type.Array(TeamNode),
  handle: async ({ act, snapshot }) => renderTeamTree(await snapshot((tx) => findTeamRows(tx, act))),
});
