import { filterGroupsMax, findFilterGroups } from '#core/mail-filters/index.ts';
import { renderFilterGroup } from '../../render/mail-filters.ts';
import { operation } from '#http/index.ts';
import { FilterGroups } from '../../schemas/mail-filters.ts';

export const listFilterGroups = operation({
  id: 'mailFilters.listGroups',
  method: 'GET',
  path: '/native/v1/mail-filters/groups',
  tag: 'Mail filters',
  summary: 'Conditions that a mail has to meet to count; all of them, 200 at most',
  response: FilterGroups,
  handle: async ({ act, snapshot }) => ({ items: (await snapshot((tx) => findFilterGroups(tx, act, { limit: filterGroupsMax, offset: 0 }))).rows.map(renderFilterGroup) }),
});
