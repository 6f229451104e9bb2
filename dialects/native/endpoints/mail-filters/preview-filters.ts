import { previewFilters as preview } from '#core/analytics/index.ts';
import { renderFiltersEffect } from '../../render/mail-filters.ts';
import { operation } from '#http/index.ts';
import { FiltersDraft, FiltersEffect } from '../../schemas/mail-filters.ts';

export const previewFilters = operation({
  id: 'mailFilters.preview',
  method: 'POST',
  path: '/native/v1/mail-filters/preview',
  tag: 'Mail filters',
  summary: 'What a change would leave out of the last 90 days, or count again, with examples. Stores nothing',
  body: FiltersDraft,
  response: FiltersEffect,
  handle: async ({ act, snapshot, body }) => renderFiltersEffect(await snapshot((tx) => preview(tx, act, body))),
});
