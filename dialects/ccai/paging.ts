import { Type, type Static } from '@sinclair/typebox';
import { pageRange, type Call, type Tree } from '#http/index.ts';

/** The document's own example is 200, so that is the most; known clients ask for 100, which is what they get who do not say. */
export const perMax = 200;
export const perDefault = 100;

export const PageQuery = Type.Object({
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, description: 'From 1' })),
  per: Type.Optional(Type.Integer({ minimum: 1, maximum: perMax, description: `Records on a page, ${perDefault} where it is not given` })),
});

export interface Page { readonly page: number; readonly per: number; readonly limit: number; readonly offset: number }

export function pageOf({ page = 1, per = perDefault }: Static<typeof PageQuery>): Page {
  return { page, per, limit: per, offset: (page - 1) * per };
}

/**
 * `total`, `per-page` and `link`: bodies are bare lists, so the headers say where they stand. `next` comes first in `link`, since clients
 * split at commas and may not trim; a URL holds none. https where PATCHBAY_PUBLIC_URL or the proxy says so: a known client takes no other.
 */
export function tellPage({ reply, url, rawQuery }: Pick<Call, 'reply' | 'url' | 'rawQuery'>, { page, per }: Page, total: number): void {
  const { lastPage } = pageRange({ total, perPage: per, page });
  const others = pairsOf(rawQuery, ['page', 'per']);
  const urlOf = (number: number): string => `${url}?${[...others, `page=${number}`, `per=${per}`].join('&')}`;
  const links: [number, string][] = [
    ...(page < lastPage ? [[page + 1, 'next'] as [number, string]] : []),
    [1, 'first'],
    ...(page > 1 ? [[Math.min(page - 1, lastPage), 'prev'] as [number, string]] : []),
    [lastPage, 'last'],
  ];
  reply.setHeader('total', String(total));
  reply.setHeader('per-page', String(per));
  reply.setHeader('link', links.map(([number, rel]) => `<${urlOf(number)}>; rel="${rel}"`).join(', '));
}

/** The request's other parameters as it may send them again: `id%5B%5D=1`. */
function pairsOf(tree: Tree, except: readonly string[], name = ''): string[] {
  if (tree === null || tree === '') return [];
  if (typeof tree !== 'object') return [`${encode(name)}=${encode(String(tree))}`];
  if (Array.isArray(tree)) return tree.flatMap((each) => pairsOf(each, [], `${name}[]`));
  return Object.entries(tree).filter(([step]) => !except.includes(step)).flatMap(([step, value]) => pairsOf(value as Tree, [], name === '' ? step : `${name}[${step}]`));
}

/** Also what encodeURIComponent leaves: `!'()*`. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
