import { unblockAll } from '#core/mail-filters/index.ts';
import { operation } from '#http/index.ts';
import { FilterEntriesRemoveAll, FilterEntriesRemoved } from '../../schemas/mail-filters.ts';

export const removeAllFilterEntries = operation({
  id: 'mailFilters.removeAllEntries',
  method: 'POST',
  path: '/native/v1/mail-filters/entries/remove-all',
  tag: 'Mail filters',
  summary: 'Takes all domains, or all addresses, out',
  body: FilterEntriesRemoveAll,
  response: FilterEntriesRemoved,
  handle: async ({ act, change, body: { kind } }) => ({ removed: await change((tx) => unblockAll(tx, act, kind)) }),
});
