import { Type } from '@sinclair/typebox';
import { notFound } from '#core/kernel/index.ts';
import { findTeamMembers, findTeamPage } from '#core/people/index.ts';
import { ccaiOperation } from '../../ccai-operation.ts';
import { Flag } from '../../parse/parameters.ts';
import { renderTeam } from '../../render/team.ts';
import { Team } from '../../schemas/team.ts';

export const showTeam = ccaiOperation({
  id: 'teams.show', path: '/teams/{id}', tag: 'Teams', summary: 'One team; a deleted one where with_deleted says so',
  query: Type.Object({ with_deleted: Flag() }),
  response: Team,
  handle: ({ act, snapshot, params: { id }, query: { with_deleted: withDeleted = false } }) => snapshot(async (tx) => {
    const { rows: [row] } = await findTeamPage(tx, act, { ids: [id], withDeleted }, { sort: 'id', direction: 'asc', limit: 1, offset: 0 });
    if (!row) throw notFound('team');
    return renderTeam(row, (await findTeamMembers(tx, act, [id])).get(id) ?? []);
  }),
});
