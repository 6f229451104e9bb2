import { Type, type TSchema } from '@sinclair/typebox';
import { Closed, Nullable } from './php.ts';

const Link = Closed({ url: Nullable(Type.String()), label: Type.String(), active: Type.Boolean() });

/** One numbered page, with links to others. */
export function Paginator<T extends TSchema>(row: T) {
  return Closed({
    current_page: Type.Integer(),
    data: Type.Array(row),
    first_page_url: Type.String(),
    from: Nullable(Type.Integer()),
    last_page: Type.Integer(),
    last_page_url: Type.String(),
    links: Type.Array(Link),
    next_page_url: Nullable(Type.String()),
    path: Type.String(),
    per_page: Type.Integer(),
    prev_page_url: Nullable(Type.String()),
    to: Nullable(Type.Integer()),
    total: Type.Integer(),
  });
}
