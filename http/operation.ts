import { Type, type Static, type TSchema, type TUnknown } from '@sinclair/typebox';
import type { Call, Door, OpenCall } from './dialect.ts';
import type { RateWindow } from './limits/rate-windows.ts';
import type { FilePart } from './parsing/file-part.ts';

/** Of a body with files. */
export const filesBytesMax = 26_214_400;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface OperationSchemas {
  readonly query?: TSchema;
  readonly body?: TSchema;
  readonly params?: TSchema;
  /** Closed (`additionalProperties: false`) throughout: what it does not declare is never sent. */
  readonly response: TSchema;
}

/** A limit of some operations together: `reports`, 1,000 a minute. */
export interface OwnLimit { readonly name: string; readonly windows: readonly RateWindow[] }

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
  /** Multipart bodies are taken; fields that are files have `FileField()` in the schema. */
  readonly takesFiles: boolean;
  /** Largest body; default 1 MiB, 25 MiB where files are taken (only multipart may be that large). */
  readonly bodyBytesMax: number | undefined;
  /** Instead of JSON the good answer is a file (`FileAnswer`) of one of these media types. */
  readonly answersFile?: readonly string[];
  /** The body is taken as it is, whatever its media type: `call.body` is a Buffer; of multipart/form-data a tree whose files are `FilePart`. */
  readonly takesBytes?: boolean;
  /** Its work commits on the way, so that an Idempotency-Key cannot make one of it: the key is passed over. */
  readonly ignoresRequestKey?: boolean;
  /** Instead of the dialect's: another kind of caller. */
  readonly door?: Door;
  /** Beside the dialect's limit, counted by itself for all operations of this name. */
  readonly limit?: OwnLimit;
  /** Pages of any origin may ask it from a browser (CORS), without credentials: for what needs none, or carries its own in the body or a header. */
  readonly forAnyPage?: boolean;
  // Written as a method: endpoints narrow the call to their schemas, which the server has checked before.
  handle(call: Call): Promise<unknown>;
  /** Instead of `handle`, where anybody may call it: it passes no door and counts against no limit of the dialect, so it throttles itself. */
  handleOpen?(call: OpenCall): Promise<unknown>;
  /** Of an open POST: what the caller knows and others do not, so that an Idempotency-Key of his is his alone. Without it such a key says nothing here. */
  readonly keySecret?: (call: OpenCall) => string;
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
  readonly takesFiles?: boolean;
  readonly takesBytes?: boolean;
  readonly ignoresRequestKey?: boolean;
  readonly forAnyPage?: boolean;
  readonly bodyBytesMax?: number;
  readonly door?: Door;
  readonly limit?: OwnLimit;
  handle(call: Call<Static<Q>, Static<B>, Static<P>>): Promise<Static<R>>;
}

/** Declares an operation; the handler's types follow from the schemas. */
export function operation<R extends TSchema, Q extends TSchema = TUnknown, B extends TSchema = TUnknown, P extends TSchema = TUnknown>(
  definition: Definition<Q, B, P, R>,
): Operation {
  const { id, method, path, summary, tag, status = 200, query, body, params, response, takesFiles = false, takesBytes, ignoresRequestKey, forAnyPage, door, limit } = definition;
  return {
    id, method, path, summary, tag, status, takesFiles, bodyBytesMax: definition.bodyBytesMax ?? (takesFiles ? filesBytesMax : undefined),
    ...(takesBytes ? { takesBytes } : {}), ...(ignoresRequestKey ? { ignoresRequestKey } : {}), ...(forAnyPage ? { forAnyPage } : {}), ...(door && { door }), ...(limit && { limit }),
    schemas: { response, ...(query && { query }), ...(body && { body }), ...(params && { params }) },
    handle: (call: Call<unknown, unknown, unknown>) => definition.handle(call),
  };
}

/** A file in a multipart body. Anything else in its place is refused, and so is a file in any other place. */
export function FileField(description: string) {
  return Type.Unsafe<FilePart>({ contentMediaType: 'application/octet-stream', 'x-file': true, description });
}

type OpenDefinition<Q extends TSchema, B extends TSchema, P extends TSchema, R extends TSchema> = Omit<Definition<Q, B, P, R>, 'handle'> & {
  readonly keySecret?: (call: OpenCall) => string;
  handle(call: OpenCall<Static<Q>, Static<B>, Static<P>>): Promise<Static<R>>;
};

/** An operation that anybody may call, such as signing in. */
export function openOperation<R extends TSchema, Q extends TSchema = TUnknown, B extends TSchema = TUnknown, P extends TSchema = TUnknown>(
  definition: OpenDefinition<Q, B, P, R>,
): Operation {
  const { keySecret } = definition;
  const closed = operation<R, Q, B, P>({ ...definition, handle: async () => { throw new Error(`${definition.id} is open: it has no principal`); } });
  return { ...closed, ...(keySecret && { keySecret }), handleOpen: (call: OpenCall<unknown, unknown, unknown>) => definition.handle(call) };
}
