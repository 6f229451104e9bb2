import { invalid } from '#core/kernel/index.ts';
import { sql, type Sql } from '#storage/index.ts';
import type { LogPage } from './log-filter.ts';

/** What rows can be put in order by. `nullable`: rows without a value come last in both directions. */
export interface SortColumn { readonly by: Sql; readonly nullable?: boolean }

/** ORDER BY, LIMIT and OFFSET of a page. Ties are put in order by id, so pages never share a row or lose one. */
export function pageOf(page: LogPage, columns: Readonly<Record<string, SortColumn>>, defaultSort: string, id: Sql): Sql {
  for (const field of ['perPage', 'page'] as const) {
    if (!Number.isSafeInteger(page[field]) || page[field] < 1) throw invalid(field, 'must be a whole number of at least 1');
  }
  if (page.perPage > perPageMax) throw invalid('perPage', `must be at most ${perPageMax}`);
  const sortBy = page.sortBy ?? defaultSort;
  const column = Object.hasOwn(columns, sortBy) ? columns[sortBy] : undefined;
  if (!column) throw invalid('sortBy', 'there is no such order');
  const direction = page.direction === 'asc' ? sql`ASC` : sql`DESC`;
  const nulls = column.nullable ? sql`NULLS LAST` : sql``;
  const offset = (page.page - 1) * page.perPage;
  return sql`ORDER BY ${column.by} ${direction} ${nulls}, ${id} ${direction} LIMIT ${page.perPage} OFFSET ${Math.min(offset, Number.MAX_SAFE_INTEGER)}`;
}

const perPageMax = 1_000;
