import type { InfiniteData } from '@tanstack/react-query';
import type { ConversationFilter, ConversationRow, Sort } from '../../api/desk.ts';
import { matchesFilter } from './matches-filter.ts';

export type Pages = InfiniteData<{ readonly items: readonly ConversationRow[]; readonly next: string | null }, string | null>;

interface ListOf { readonly filter: ConversationFilter; readonly sort: Sort; readonly myAgentId: number | null }

/**
 * A held list with some of its rows as they are now: changed in their place, moved to where the order wants them, taken away where they do not
 * belong any more, put in where they do and the list is loaded so far. `changed`: null where there is none (deleted, merged). What is the same stays the same object.
 */
export function patchPages(held: Pages, { filter, sort, myAgentId }: ListOf, changed: ReadonlyMap<number, ConversationRow | null>): Pages {
  const has = (row: ConversationRow): boolean => changed.has(row.id);
  const inPlace = new Set<number>();
  let pages = held.pages.map((page) => {
    if (!page.items.some(has)) return page;
    const items = page.items.flatMap((row) => {
      const now = changed.get(row.id);
      if (now === undefined) return [row];
      if (now === null || !belongs(now, filter, sort, myAgentId) || inPlace.has(row.id)) return [];
      if (placeOf(now, sort) !== placeOf(row, sort)) return [];
      inPlace.add(row.id);
      return [now];
    });
    return { ...page, items };
  });
  for (const row of changed.values()) {
    if (row === null || inPlace.has(row.id) || !belongs(row, filter, sort, myAgentId)) continue;
    pages = insert(pages, row, sort);
  }
  return pages.every((page, at) => page === held.pages[at]) ? held : { ...held, pages };
}

function insert(pages: Pages['pages'], row: ConversationRow, sort: Sort): Pages['pages'] {
  const at = pages.findIndex(({ items }) => { const last = items.at(-1); return last !== undefined && compare(row, last, sort) < 0; });
  // Below everything that is loaded: its place is on a page that is asked for later, unless there is none.
  const page = at >= 0 ? at : pages.at(-1)?.next === null ? pages.length - 1 : -1;
  const target = pages[page];
  if (!target) return pages;
  const found = target.items.findIndex((other) => compare(row, other, sort) < 0);
  return pages.with(page, { ...target, items: target.items.toSpliced(found < 0 ? target.items.length : found, 0, row) });
}

const belongs = (row: ConversationRow, filter: ConversationFilter, sort: Sort, myAgentId: number | null): boolean =>
  matchesFilter(row, filter, myAgentId) && (sort !== 'waiting' || row.waitingSince !== null);

const placeOf = (row: ConversationRow, sort: Sort): string => instantKey((sort === 'waiting' ? row.waitingSince : row.lastMessageAt) ?? '');

/** Newest first, or waiting longest first; the server's order (core/desk). */
function compare(a: ConversationRow, b: ConversationRow, sort: Sort): number {
  const [left, right] = [placeOf(a, sort), placeOf(b, sort)];
  if (sort === 'waiting') return left < right ? -1 : left > right ? 1 : a.id - b.id;
  return left > right ? -1 : left < right ? 1 : b.id - a.id;
}

/** RFC 3339 in UTC leaves zeros at the end of the fraction out: with them, texts sort as instants do. */
function instantKey(instant: string): string {
  const [seconds = '', fraction = ''] = instant.replace('Z', '').split('.');
  return `${seconds}.${fraction.padEnd(6, '0')}`;
}
