/** `page` and `per_page` as core pages: how many, after how many. */
export function numberedPage({ page = 1, per_page: perPage }: { readonly page?: number; readonly per_page?: number }, standard: number): { readonly page: number; readonly perPage: number; readonly limit: number; readonly offset: number } {
  const limit = perPage ?? standard;
  return { page, perPage: limit, limit, offset: (page - 1) * limit };
}
