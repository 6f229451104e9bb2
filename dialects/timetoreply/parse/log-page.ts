import { InvalidInput } from '#http/index.ts';
import type { LogPage } from '../ports.ts';
import { defaultPerPage, type PageQuery } from '../schemas/log-query.ts';

/** Which page, and by which of the columns. Newest first where the caller does not say. */
export function parseLogPage(query: PageQuery, columns: Readonly<Record<string, string>>, newest: string): LogPage {
  const sortBy = columns[query.sort_by ?? newest];
  if (sortBy === undefined) throw new InvalidInput([{ field: 'sort_by', problem: 'The selected sort by is invalid.' }]);
  return { perPage: query.per_page ?? defaultPerPage, page: query.page ?? 1, direction: query.direction ?? 'desc', sortBy };
}
