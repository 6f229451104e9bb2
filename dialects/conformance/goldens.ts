import { buildOpenApi, type Dialect } from '#http/index.ts';

export interface Golden { readonly name: 'golden-routes.txt' | 'golden-openapi.json'; readonly text: string }

/** What a dialect looks like from outside, as files that a review can read: each route with its door, and the API description. */
export function goldensOf(dialect: Dialect): Golden[] {
  const door = String(dialect.door.scheme['scheme'] ?? dialect.door.scheme['type']);
  const routes = dialect.operations.map((operation) => `${operation.method} ${operation.path} ${operation.handleOpen ? 'open' : operation.door ? 'platform' : door}`).toSorted();
  return [
    { name: 'golden-routes.txt', text: `${routes.join('\n')}\n` },
    { name: 'golden-openapi.json', text: `${JSON.stringify(buildOpenApi(dialect, { version: 'golden' }), null, 1)}\n` },
  ];
}

export function goldenUrl(dialect: Dialect, name: string): URL {
  return new URL(`../${dialect.name}/${name}`, import.meta.url);
}
