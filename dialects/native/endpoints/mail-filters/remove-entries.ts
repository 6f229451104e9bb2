import { unblockEntries } from '#core/mail-filters/index.ts';
import { operation } from '#http/index.ts';
import { FilterEntriesInput, FilterEntriesRemoved } from '../../schemas/mail-filters.ts';

export const removeFilterEntries = operation({
  id: 'mailFilters.removeEntries',
  method: 'POST',
  path: '/native/v1/mail-filters/entries/remove',
  tag: 'Mail filters',
  summary: 'Takes domains or addresses out; what is not there changes nothing. For all history',
  body: FilterEntriesInput,
  response: FilterEntriesRemoved,
  handle: async ({ act, change, body: { kind, values } }) => ({ removed: await change((tx) => unblockEntries(tx, act, kind, values)) }),
});
