import { changeFilterGroup as changeGroup, getFilterGroup } from '#core/mail-filters/index.ts';
import { readingBack } from '../../parse/reading-back.ts';
import { renderFilterGroup } from '../../render/mail-filters.ts';
import { operation } from '#http/index.ts';
import { FilterGroup, FilterGroupChange } from '../../schemas/mail-filters.ts';
import { IdParams } from '../../schemas/shared.ts';

export const changeFilterGroup = operation({
  id: 'mailFilters.changeGroup',
  method: 'PATCH',
  path: '/native/v1/mail-filters/groups/{id}',
  tag: 'Mail filters',
  summary: 'What is not named stays; rules are replaced as a whole',
  params: IdParams,
  body: FilterGroupChange,
  response: FilterGroup,
  handle: async ({ act, change, body, params: { id } }) => renderFilterGroup(await change(async (tx) => {
    await changeGroup(tx, act, id, body);
    return getFilterGroup(tx, readingBack(act), id);
  })),
});
