export interface PageRange {
  /** At least 1, also of nothing. */
  readonly lastPage: number;
  /** Rows before this page. */
  readonly offset: number;
  /** Position of the page's first and last row, from 1; null where the page is empty. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Where a numbered page stands among `total` rows. `page` and `perPage` from 1. */
export function pageRange({ total, perPage, page }: { total: number; perPage: number; page: number }): PageRange {
  const offset = (page - 1) * perPage;
  const onPage = Math.max(0, Math.min(perPage, total - offset));
  return {
    lastPage: Math.max(1, Math.ceil(total / perPage)),
    offset,
    from: onPage === 0 ? null : offset + 1,
    to: onPage === 0 ? null : offset + onPage,
  };
}
