import { operation, type Operation } from '#http/index.ts';
import { paginate } from '../../paging.ts';
import { numberedPage } from '../../parse/numbered-page.ts';
import type { EntityPorts } from '../../ports.ts';
import { renderContactRow } from '../../render/contact.ts';
import { ContactPage } from '../../schemas/contact.ts';
import { ContactsQuery } from '../../schemas/entity.ts';
import { defaultPerPage } from '../../schemas/log-query.ts';

export const listContacts = (ports: EntityPorts): Operation => operation({
  id: 'contacts.list',
  method: 'GET',
  path: '/api/entities/contacts',
  tag: 'Contacts',
  summary: 'Get all existing contacts',
  query: ContactsQuery,
  response: ContactPage,
  async handle(call) {
    const { sort_by: sortBy = 'name', direction = 'asc', search = '' } = call.query;
    const { page, perPage, limit, offset } = numberedPage(call.query, defaultPerPage);
    const { total, rows } = await call.snapshot((tx) => ports.findMailContacts(tx, call.act, { search, sort: sortBy === 'id' ? 'id' : 'address', direction, limit, offset }));
    return paginate(call, { total, rows: rows.map((contact) => renderContactRow(contact, call.principal.accountId)) }, { perPage, page });
  },
});
