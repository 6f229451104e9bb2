const onEachSide = 3;

/**
 * Which pages Laravel's paginator links, null for `...` (Illuminate\Pagination\UrlWindow with onEachSide 3; the document's 169 pages at page 1 are
 * 1 to 10, `...`, 168, 169).
 *
 * - Fewer than 14 pages: all.
 * - At one of the first 7 pages: 1 to 10, and the last two.
 * - At one of the last 7 pages, or past the end: the first two, and the last 10.
 * - Between: the first two, three on each side, the last two.
 */
export function linkWindow(page: number, lastPage: number): (number | null)[] {
  if (lastPage < onEachSide * 2 + 8) return range(1, lastPage);
  const edge = onEachSide + 4;
  const start = [1, 2];
  const finish = [lastPage - 1, lastPage];
  if (page <= edge) return [...range(1, edge + onEachSide), null, ...finish];
  if (page > lastPage - edge) return [...start, null, ...range(lastPage - (edge + onEachSide - 1), lastPage)];
  return [...start, null, ...range(page - onEachSide, page + onEachSide), null, ...finish];
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
