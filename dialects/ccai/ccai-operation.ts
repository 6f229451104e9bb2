import { Type, type Static, type TObject, type TSchema } from '@sinclair/typebox';
import { operation, type Call, type Operation, type Tx } from '#http/index.ts';
import { PageQuery, pageOf, tellPage } from './paging.ts';
import { SortQuery } from './parse/parameters.ts';

/** The document's URLs, and the base that it names; both are served alike. */
export const roots = ['/manager/api/v1', '/apps/api/v1'] as const;

interface Definition<Q extends TObject, R extends TSchema> {
  readonly id: string;
  /** Below the root: `/menus/{id}`. Further paths of the same operation: `alsoAt`. */
  readonly path: string;
  readonly alsoAt?: readonly string[];
  readonly tag: string;
  readonly summary: string;
  readonly query?: Q;
  readonly response: R;
  handle(call: Call<Static<Q>, unknown, { readonly id: number }>): Promise<Static<R>>;
}

const PathId = Type.Object({ id: Type.Integer({ minimum: 0 }) });

/** A GET under both roots. The second has the same id with `.apps` behind it. */
export function ccaiOperation<R extends TSchema, Q extends TObject = TObject>(definition: Definition<Q, R>): Operation[] {
  const { id, tag, summary, query, response } = definition;
  return roots.flatMap((root, at) => [definition.path, ...(definition.alsoAt ?? [])].map((path, nth) => operation({
    id: `${id}${nth === 0 ? '' : `.also-${nth}`}${at === 0 ? '' : '.apps'}`, method: 'GET', path: `${root}${path}`, tag, summary, response,
    ...(query && { query }), ...(path.includes('{id}') && { params: PathId }),
    handle: (call: Call<unknown, unknown, unknown>) => definition.handle(call as Call<Static<Q>, unknown, { readonly id: number }>),
  })));
}

export interface Sorting<Column extends string> { readonly column: Column; readonly direction: 'asc' | 'desc' }
export interface Found<Row> { readonly total: number; readonly rows: readonly Row[] }

interface ListDefinition<F extends TObject, Column extends string, R extends TSchema> {
  readonly id: string;
  readonly path: string;
  readonly alsoAt?: readonly string[];
  readonly tag: string;
  readonly summary: string;
  /** Beside page, per, sort_column and sort_direction. */
  readonly filters: F;
  /** Fields of the response object that are one value. */
  readonly columns: readonly Column[];
  readonly standard: Sorting<NoInfer<Column>>;
  readonly item: R;
  /** `limit` and `offset` of the page; `total` counts all that fit. */
  find(tx: Tx, call: Call<Static<F>>, page: { readonly sort: Sorting<Column>; readonly limit: number; readonly offset: number }): Promise<Found<Static<R>>>;
}

/** A list with pages, filters and sorting: the body is a bare list, the headers say the rest. */
export function ccaiList<F extends TObject, const Column extends string, R extends TSchema>(definition: ListDefinition<F, Column, R>): Operation[] {
  const { id, path, alsoAt = [], tag, summary, filters, columns, standard, item } = definition;
  return ccaiOperation({
    id, path, alsoAt, tag, summary, response: Type.Array(item),
    query: Type.Object({ ...PageQuery.properties, ...SortQuery(columns).properties, ...filters.properties }),
    handle: async (call) => {
      const query = call.query as Static<typeof PageQuery> & { sort_column?: Column; sort_direction?: 'asc' | 'desc' };
      const page = pageOf(query);
      const column = query.sort_column ?? standard.column;
      const sort = { column, direction: query.sort_direction ?? (query.sort_column === undefined ? standard.direction : 'asc') };
      const { total, rows } = await call.snapshot((tx) => definition.find(tx, call as unknown as Call<Static<F>>, { sort, limit: page.limit, offset: page.offset }));
      tellPage(call, page, total);
      return [...rows] as Static<R>[];
    },
  });
}
