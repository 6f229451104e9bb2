import { blockEntries } from '#core/mail-filters/index.ts';
import { operation } from '#http/index.ts';
import { FilterEntriesAdded, FilterEntriesInput } from '../../schemas/mail-filters.ts';

export const addFilterEntries = operation({
  id: 'mailFilters.addEntries',
  method: 'POST',
  path: '/native/v1/mail-filters/entries',
  tag: 'Mail filters',
  summary: 'Adds domains or addresses; those that are there stay. For all history',
  body: FilterEntriesInput,
  response: FilterEntriesAdded,
  handle: async ({ act, change, body: { kind, values } }) => ({ listed: (await change((tx) => blockEntries(tx, act, kind, values))).length }),
});
