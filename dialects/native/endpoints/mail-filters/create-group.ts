import { createFilterGroup as create, getFilterGroup } from '#core/mail-filters/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderFilterGroup } from '../../render/mail-filters.ts';
import { operation } from '#http/index.ts';
import { FilterGroup, FilterGroupInput } from '../../schemas/mail-filters.ts';

export const createFilterGroup = operation({
  id: 'mailFilters.createGroup',
  method: 'POST',
  path: '/native/v1/mail-filters/groups',
  tag: 'Mail filters',
  summary: 'A condition that a mail has to meet to count, from all history on; active where nothing else is said',
  status: 201,
  body: FilterGroupInput,
  response: FilterGroup,
  handle: async ({ act, change, body }) => renderFilterGroup(await change(async (tx) => getFilterGroup(tx, readingBack(act), (await create(tx, act, body)).id))),
});
