import type { CrmCursor, CrmPage, CrmSource } from '../source.ts';
import type { DealsFile } from './read-deals-file.ts';

const pageRows = 500;

/**
 * The deals of an uploaded CSV, read by the same sync and through the same interface as a system that is called over the network. A file says the same for ever, so it is read when somebody brings it and not again by
 * itself. It cannot tell what was changed or deleted, and nothing can be written to it: `changes` and `write` are absent. A second file is read over the first: a deal that only the earlier one has stays, and one that
 * both have is as the later one says.
 */
export function openFileSource(file: DealsFile): CrmSource {
  return {
    isStill: true,
    properties: async () => [],
    stages: async () => file.stages,
    owners: async (cursor) => pageOf(file.owners, cursor),
    contacts: async (cursor) => pageOf(file.contacts, cursor),
    deals: async (cursor) => pageOf(file.deals, cursor),
  };
}

function pageOf<Row>(rows: readonly Row[], cursor: CrmCursor): CrmPage<Row> {
  const from = typeof cursor === 'number' ? cursor : 0;
  const end = from + pageRows;
  return { rows: rows.slice(from, end), next: end < rows.length ? end : null };
}
