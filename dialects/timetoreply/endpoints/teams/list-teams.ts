import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import { numberedPage } from '../../parse/numbered-page.ts';
import type { EntityPorts } from '../../ports.ts';
import { renderPlainEntity } from '../../render/entity.ts';
import { PageOnlyQuery, PlainEntityPage } from '../../schemas/entity.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';

export const listTeams = (ports: EntityPorts): Operation => operation({
  id: 'teams.list',
  method: 'GET',
  path: '/api/entities/teams',
  tag: 'Teams',
  summary: 'Show all teams, with their members\' addresses',
  query: PageOnlyQuery,
  response: PlainEntityPage,
  async handle(call) {
    const { page, perPage, limit, offset } = numberedPage(call.query, defaultPerPage);
    const { total, rows } = await call.snapshot((tx) => ports.findTeamMailboxes(tx, call.act, { limit, offset }));
    return paginate(call, { total, rows: rows.map((team) => renderPlainEntity({ type: 'team', ...team })) }, { perPage, page });
  },
});
