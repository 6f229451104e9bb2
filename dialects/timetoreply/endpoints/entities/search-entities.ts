import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import { entityWords } from '../../parse/entity-words.ts';
import { numberedPage } from '../../parse/numbered-page.ts';
import type { EntityPorts } from '../../ports.ts';
import { renderEntity } from '../../render/entity.ts';
import { EntitiesQuery, EntityPage } from '../../schemas/entity.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';

export const searchEntities = (ports: EntityPorts): Operation => operation({
  id: 'entities.search',
  method: 'GET',
  path: '/api/entities/search',
  tag: 'Entities',
  summary: 'Search mailboxes, teams, group mailboxes, contact groups, lead sources and contacts by name, address or domain',
  query: EntitiesQuery,
  response: EntityPage,
  async handle(call) {
    const { search = '', type = 'all' } = call.query;
    const types = entityWords[type];
    const { page, perPage, limit, offset } = numberedPage(call.query, defaultPerPage);
    const { total, rows } = await call.snapshot((tx) => ports.findEntities(tx, call.act, { search, limit, offset, ...(types && { types }) }));
    return paginate(call, { total, rows: rows.map(renderEntity) }, { perPage, page });
  },
});
