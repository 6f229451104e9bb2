import { Type } from '@sinclair/typebox';
import { findTeamMembers, findTeamPage, type TeamSort } from '#core/people/index.ts';
import { ccaiList } from '../../ccai-operation.ts';
import { Flag, Ids, NumberRange, Texts } from '../../parse/parameters.ts';
import { renderTeam } from '../../render/team.ts';
import { Team } from '../../schemas/team.ts';

const columns = { id: 'id', name: 'name', parent_id: 'parentId', position: 'position', agents_count: 'agentsCount', deleted: 'isDeleted' } as const satisfies Record<string, TeamSort>;
const names = Object.keys(columns) as (keyof typeof columns)[];

export const listTeams = ccaiList({
  id: 'teams.list', path: '/teams', tag: 'Teams', summary: 'Teams with their members',
  filters: Type.Object({ agents_count: NumberRange(), id: Ids(), name: Texts(), parent_id: Ids(), position: Ids(), with_deleted: Flag() }),
  columns: names,
  standard: { column: 'id', direction: 'asc' },
  item: Team,
  async find(tx, { act, query }, { sort, limit, offset }) {
    const { id, name, parent_id: parentId, position, agents_count: count, with_deleted: withDeleted } = query;
    const page = await findTeamPage(tx, act, {
      ...(id && { ids: id }), ...(name && { names: name }), ...(parentId && { parentIds: parentId }), ...(position && { positions: position }),
      ...(count?.from !== undefined && { agentsFrom: count.from }), ...(count?.to !== undefined && { agentsTo: count.to }), ...(withDeleted && { withDeleted }),
    }, { sort: columns[sort.column], direction: sort.direction, limit, offset });
    const members = await findTeamMembers(tx, act, page.rows.map((row) => row.id));
    return { total: page.total, rows: page.rows.map((row) => renderTeam(row, members.get(row.id) ?? [])) };
  },
});
