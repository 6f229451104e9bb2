import type { CrmCursor, CrmPage, CrmSource } from '../source.ts';
import type { DealsFile } from './read-deals-file.ts';

const pageRows = 500;

/**
 * Deals of a file, as any other system: the second implementation of the interface, and the proof that it is nobody's own. It cannot tell what changed or went, so what an
 * earlier file brought stays, and what both have is what the later one says.
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
