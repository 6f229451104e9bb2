import { findFilterEntries } from '#core/mail-filters/index.ts';
import { operation } from '#http/index.ts';
import { FilterEntries, FilterEntriesQuery } from '../../schemas/mail-filters.ts';

/** There are 10,000 at most, so a page by number costs little. */
const perPage = 50;

export const listFilterEntries = operation({
  id: 'mailFilters.listEntries',
  method: 'GET',
  path: '/native/v1/mail-filters/entries',
  tag: 'Mail filters',
  summary: 'Domains or addresses that filters name, by what they are called; 50 a page',
  query: FilterEntriesQuery,
  response: FilterEntries,
  async handle({ act, snapshot, query: { kind, search = '', page = 1 } }) {
    const { total, rows } = await snapshot((tx) => findFilterEntries(tx, act, kind, { search, limit: perPage, offset: (page - 1) * perPage }));
    return { items: rows.map(({ id, value, createdAt }) => ({ id, value, createdAt })), total, page, pages: Math.max(1, Math.ceil(total / perPage)) };
  },
});
