import { createSavedView } from '#core/desk/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { filterForm, renderCustomFilter } from '../../render/custom-filter.ts';
import { CustomFilter, CustomFilterInput, CustomFilterQuery } from '../../schemas/custom-filter.ts';

export const createCustomFilter = accountOperation({
  id: 'custom-filters.create', method: 'POST', path: '/custom_filters', tag: 'Custom Filters', summary: 'Save a filter',
  query: CustomFilterQuery, body: CustomFilterInput, response: CustomFilter,
  handle: ({ act, change, query, body }) => change(async (tx) => (
    renderCustomFilter(await createSavedView(tx, act, { noun: body.type ?? body.filter_type ?? query.filter_type ?? 'conversation', form: filterForm, name: body.name, query: body.query ?? {} })))),
});
