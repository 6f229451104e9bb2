import { getSavedView } from '#core/desk/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { filterForm, renderCustomFilter } from '../../render/custom-filter.ts';
import { CustomFilter } from '../../schemas/custom-filter.ts';

export const showCustomFilter = accountOperation({
  id: 'custom-filters.show', method: 'GET', path: '/custom_filters/{custom_filter_id}', tag: 'Custom Filters', summary: 'One saved filter',
  response: CustomFilter,
  handle: ({ act, snapshot, params: { custom_filter_id: id } }) => snapshot(async (tx) => renderCustomFilter(await getSavedView(tx, act, id, filterForm))),
});
