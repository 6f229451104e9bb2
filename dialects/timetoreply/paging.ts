import { pageRange, type Call } from '#http/index.ts';
import { linkWindow } from './render/link-window.ts';
import { queryText } from './render/query-text.ts';

export interface PageOf<Row> { readonly total: number; readonly rows: readonly Row[] }

/** Laravel's LengthAwarePaginator. Links repeat the request's parameters, those without a value left out, and end with `page`. */
export function paginate<Row>({ url, rawQuery }: Pick<Call, 'url' | 'rawQuery'>, { total, rows }: PageOf<Row>, { perPage, page }: { perPage: number; page: number }) {
  const { lastPage, from, to } = pageRange({ total, perPage, page });
  const others = queryText(rawQuery, 'page');
  const urlOf = (number: number): string => `${url}?${others}${others === '' ? '' : '&'}page=${number}`;
  const previous = page > 1 ? urlOf(page - 1) : null;
  const next = page < lastPage ? urlOf(page + 1) : null;
  return {
    current_page: page,
    data: [...rows],
    first_page_url: urlOf(1),
    from,
    last_page: lastPage,
    last_page_url: urlOf(lastPage),
    links: [
      { url: previous, label: '« Previous', active: false },
      ...linkWindow(page, lastPage).map((number) => (
        number === null ? { url: null, label: '...', active: false } : { url: urlOf(number), label: String(number), active: number === page })),
      { url: next, label: 'Next »', active: false },
    ],
    next_page_url: next,
    path: url,
    per_page: perPage,
    prev_page_url: previous,
    to,
    total,
  };
}
