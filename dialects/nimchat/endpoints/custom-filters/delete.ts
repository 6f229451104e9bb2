import { deleteSavedView } from '#core/desk/index.ts';
import { accountOperation } from '../../account-operation.ts';
import { filterForm } from '../../render/custom-filter.ts';
import { Nothing } from '../../schemas/wire.ts';

export const deleteCustomFilter = accountOperation({
  id: 'custom-filters.delete', method: 'DELETE', path: '/custom_filters/{custom_filter_id}', tag: 'Custom Filters', summary: 'Delete a saved filter',
  response: Nothing,
  handle: ({ act, change, params: { custom_filter_id: id } }) => change(async (tx) => { await deleteSavedView(tx, act, id, filterForm); return null; }),
});
