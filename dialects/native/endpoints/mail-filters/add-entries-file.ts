import { blockEntries, parseFilterFile } from '#core/mail-filters/index.ts';
import { requirePermission } from '#core/kernel/index.ts';
import { operation } from '#http/index.ts';
import { FilterEntriesAdded, FilterEntriesFile } from '../../schemas/mail-filters.ts';

export const addFilterEntriesFile = operation({
  id: 'mailFilters.addEntriesFile',
  method: 'POST',
  path: '/native/v1/mail-filters/entries/file',
  tag: 'Mail filters',
  summary: 'Adds the domains or addresses of a CSV',
  bodyBytesMax: 2 * 1024 * 1024, // a CSV of 1 MiB, as JSON
  body: FilterEntriesFile,
  response: FilterEntriesAdded,
  async handle({ act, change, body: { kind, csv } }) {
    requirePermission(act, 'settings.write');
    const values = parseFilterFile(kind, Buffer.from(csv), 'csv');
    return { listed: (await change((tx) => blockEntries(tx, act, kind, values, 'csv'))).length };
  },
});
