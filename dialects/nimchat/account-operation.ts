import { Type, type Static, type TSchema, type TUnknown } from '@sinclair/typebox';
import { notFound } from '#core/kernel/index.ts';
import { operation, type Call, type Method, type Operation, type OwnLimit, type Principal } from '#http/index.ts';

/** `{id}` and `{team_id}` of a path, as numbers; a portal is named by its id or its slug. */
export type IdsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? { readonly [K in Name]: K extends 'portal_id' ? string : number } & IdsOf<Rest> : object;

interface Definition<Path extends string, R extends TSchema, Q extends TSchema, B extends TSchema> {
  readonly id: string;
  readonly method: Method;
  /** Below the account: `/teams/{team_id}`. */
  readonly path: Path;
  /** Default: `/api/v1/accounts`. */
  readonly root?: string;
  readonly tag: string;
  readonly summary: string;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  readonly takesFiles?: boolean;
  readonly limit?: OwnLimit;
  handle(call: Call<Static<Q>, Static<B>, IdsOf<Path>>): Promise<Static<R>>;
}

/** An id in a path. What is no number is no id of anything (parse/convert-input.ts). */
export const PathId = Type.Unsafe<number>({ type: 'integer', 'x-path': true });

/** An id or a slug in a path. */
const PathName = Type.Unsafe<string>({ type: 'string', minLength: 1, maxLength: 100 });

/** An operation of one account. Another account's number in the path is answered like one that never was, whatever the token may do in its own. */
export function accountOperation<const Path extends string, R extends TSchema, Q extends TSchema = TUnknown, B extends TSchema = TUnknown>(definition: Definition<Path, R, Q, B>): Operation {
  const { id, method, tag, summary, query, body, response, takesFiles, limit } = definition;
  const path = `${definition.root ?? '/api/v1/accounts'}/{account_id}${definition.path}`;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return operation({
    id, method, path, tag, summary, response, ...(query && { query }), ...(body && { body }), ...(takesFiles && { takesFiles }), ...(limit && { limit }),
    params: Type.Object(Object.fromEntries(names.map((name) => [name, name === 'portal_id' ? PathName : PathId]))),
    handle: async (call: Call<unknown, unknown, Record<string, unknown>>) => {
      if (call.params['account_id'] !== call.principal.accountId) throw notFound('account');
      return definition.handle(call as unknown as Call<Static<Q>, Static<B>, IdsOf<Path>>);
    },
  });
}

/** The same operation under a second path. */
export function alias(original: Operation, { id, path }: { id: string; path: string }): Operation {
  return { ...original, id, path };
}

/** The token was made with `--compat chatwoot`: answers in the shapes of the deployed product where they differ. */
export function isDeployed({ variant }: Principal): boolean {
  return variant === 'chatwoot';
}
