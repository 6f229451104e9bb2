import { Type } from '@sinclair/typebox';
import type { Dialect, Principal } from '../dialect.ts';
import type { ErrorShapes, Problem } from '../errors/problem.ts';
import { plainErrors } from '../errors/plain-errors.ts';
import type { RateWindow } from '../limits/rate-windows.ts';
import { operation, type Operation } from '../operation.ts';

export const ada: Principal = { accountId: 1, userId: 7, permissions: 'all', zone: 'UTC', rateKey: 'user:7' };

/** The smallest dialect that has everything: for tests of the kit only. */
export function toyDialect({ name = 'toy', prefixes = ['/toy'], operations = [echo], limits = [] }: {
  name?: string; prefixes?: string[]; operations?: Operation[]; limits?: RateWindow[];
} = {}): Dialect {
  return {
    name,
    title: `The ${name} API`,
    description: 'For tests.',
    prefixes,
    operations,
    limits,
    door: {
      scheme: { type: 'http', scheme: 'bearer' },
      secretOf: ({ headers }) => headers.authorization?.replace(/^Bearer /, '') ?? null,
      authenticate: async (secret) => (secret.startsWith('good') ? { ...ada, rateKey: `user:${secret}` } : null),
    },
    limitHeaders: ({ limit, remaining }) => ({ 'x-limit': String(limit), 'x-left': String(remaining) }),
    errors: Object.fromEntries(Object.entries(plainErrors).map(([code, shape]) => [
      code, (problem: Problem) => ({ status: shape(problem).status, body: { [name]: code, text: problem.text, fields: problem.fields.map((field) => field.field) } }),
    ])) as unknown as ErrorShapes,
  };
}

const anything = Type.Unsafe<unknown>({ type: ['object', 'array', 'string', 'number', 'boolean', 'null'], additionalProperties: {} });

/** Answers with what it was given. */
export const echo = operation({
  id: 'echo', method: 'POST', path: '/toy/echo/{id}', summary: 'Says what it heard.', tag: 'Toy',
  params: Type.Object({ id: Type.String() }),
  query: Type.Object({}, { additionalProperties: true }),
  body: anything,
  response: Type.Object({ query: anything, body: anything, url: Type.String() }, { additionalProperties: false }),
  handle: async ({ query, body, url }) => ({ query, body, url }),
});
