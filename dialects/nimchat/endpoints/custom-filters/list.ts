import { Type } from '@sinclair/typebox';
import { findSavedViews } from '#core/desk/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { filterForm, renderCustomFilter } from '../../render/custom-filter.ts';
import { CustomFilter, CustomFilterQuery } from '../../schemas/custom-filter.ts';

export const listCustomFilters = accountOperation({
  id: 'custom-filters.list', method: 'GET', path: '/custom_filters', tag: 'Custom Filters', summary: 'Saved filters of the caller',
  query: CustomFilterQuery, response: Type.Array(CustomFilter),
  handle: ({ act, snapshot, query: { filter_type: noun } }) => snapshot(async (tx) => (await findSavedViews(tx, act, { form: filterForm, ...(noun && { noun }) })).map(renderCustomFilter)),
});
