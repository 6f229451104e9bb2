import type { Static, TSchema, TUnknown } from '@sinclair/typebox';
import type { Call } from './dialect.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface OperationSchemas {
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly params?: TSchema;
  /** Closed (`additionalProperties: false`) throughout: what it does not declare is never sent. */
  readonly response: TSchema;
}

/** One method on one path. */
export interface Operation {
  /** Unique in the dialect, in its document's words: `logs.conversations`. */
  readonly id: string;
  readonly method: Method;
  /** `/api/entities/teams/{id}` */
  readonly path: string;
  readonly summary: string;
  /** Section in the document. */
  readonly tag: string;
  /** Of the good answer. */
  readonly status: number;
  readonly schemas: OperationSchemas;
  // Written as a method: endpoints narrow the call to their schemas, which the server has checked before.
  handle(call: Call): Promise<unknown>;
}

interface Definition<Q extends TSchema, B extends TSchema, P extends TSchema, R extends TSchema> {
  readonly id: string;
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly status?: number;
  readonly query?: Q;
  readonly body?: B;
  readonly params?: P;
  readonly response: R;
  handle(call: Call<Static<Q>, Static<B>, Static<P>>): Promise<Static<R>>;
}

/** Declares an operation; the handler's types follow from the schemas. */
export function operation<R extends TSchema, Q extends TSchema = TUnknown, B extends TSchema = TUnknown, P extends TSchema = TUnknown>(
  definition: Definition<Q, B, P, R>,
): Operation {
  const { id, method, path, summary, tag, status = 200, query, body, params, response } = definition;
  return {
    id, method, path, summary, tag, status,
    schemas: { response, ...(query && { query }), ...(body && { body }), ...(params && { params }) },
    handle: (call: Call<unknown, unknown, unknown>) => definition.handle(call),
  };
}
