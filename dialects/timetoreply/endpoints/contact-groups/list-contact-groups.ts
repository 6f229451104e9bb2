import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import type { Ports } from '../../ports.ts';
import { renderContactGroupRow } from '../../render/contact-group.ts';
import { ContactGroupPage, ContactGroupsQuery } from '../../schemas/contact-group.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';

export const listContactGroups = (ports: Ports): Operation => operation({
  id: 'contact-groups.list',
  method: 'GET',
  path: '/api/entities/contact-groups',
  tag: 'Contact Groups',
  summary: 'List all contact groups',
  query: ContactGroupsQuery,
  response: ContactGroupPage,
  async handle(call) {
    const { sort_by: sort = 'name', direction = 'asc', per_page: perPage = defaultPerPage, page = 1, search = '' } = call.query;
    const { total, rows } = await call.snapshot((tx) => ports.findContactGroupPage(tx, call.act, { search, sort, direction, limit: perPage, offset: (page - 1) * perPage }));
    return paginate(call, { total, rows: rows.map((group) => renderContactGroupRow(group, call.principal.accountId)) }, { perPage, page });
  },
});
