import { Type } from '@sinclair/typebox';
import { findCompanies } from '#core/contacts/index.ts';
import { operation } from '#http/index.ts';
import { fromIdCursor, pageQuery, toCursor } from '../../paging.ts';
import { CompanyPage } from '../../schemas/contact.ts';

export const listCompanies = operation({
  id: 'companies.list',
  method: 'GET',
  path: '/native/v1/companies',
  tag: 'Contacts',
  summary: 'Companies by id',
  query: Type.Object(pageQuery),
  response: CompanyPage,
  async handle({ act, snapshot, query }) {
    const limit = query.limit ?? 25;
    const found = await snapshot((tx) => findCompanies(tx, act, { after: fromIdCursor(query.cursor) ?? 0, limit: limit + 1 }));
    const items = found.slice(0, limit).map(({ id, name, domain, createdAt }) => ({ id, name, domain, createdAt }));
    return { items, next: toCursor(found.length > limit ? [items.at(-1)!.id] : null) };
  },
});
