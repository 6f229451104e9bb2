import { changeSavedView } from '#core/desk/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { filterForm, renderCustomFilter } from '../../render/custom-filter.ts';
import { CustomFilter, CustomFilterChange } from '../../schemas/custom-filter.ts';

export const updateCustomFilter = accountOperation({
  id: 'custom-filters.update', method: 'PATCH', path: '/custom_filters/{custom_filter_id}', tag: 'Custom Filters', summary: 'Change a saved filter; what is not given stays',
  body: CustomFilterChange, response: CustomFilter,
  handle: ({ act, change, params: { custom_filter_id: id }, body: { name, type: noun, query } }) => change(async (tx) => (
    renderCustomFilter(await changeSavedView(tx, act, id, filterForm, { ...(name !== undefined && { name }), ...(noun !== undefined && { noun }), ...(query !== undefined && { query }) })))),
});
