import { Type, type Static, type TSchema, type TUnknown } from '@sinclair/typebox';
import type { Call, OpenCall } from '../dialect.ts';
import { openOperation, operation, type Method, type Operation } from '../operation.ts';
import type { FileAnswer } from './file-answer.ts';

interface FileDefinition<Q extends TSchema, P extends TSchema> {
  readonly id: string;
  readonly method?: Method;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  /** For the API description. */
  readonly mediaTypes: readonly string[];
  readonly query?: Q;
  readonly params?: P;
}

/** Declares an operation whose good answer is a file. */
export function fileOperation<Q extends TSchema = TUnknown, P extends TSchema = TUnknown>(
  { mediaTypes, handle, method = 'GET', ...definition }: FileDefinition<Q, P> & { readonly handle: (call: Call<Static<Q>, unknown, Static<P>>) => Promise<FileAnswer> },
): Operation {
  return { ...operation<TUnknown, Q, TUnknown, P>({ ...definition, method, response: Type.Unknown(), handle }), answersFile: mediaTypes };
}

/** The same for what anybody may ask that has the right link. */
export function openFileOperation<Q extends TSchema = TUnknown, P extends TSchema = TUnknown>(
  { mediaTypes, handle, method = 'GET', ...definition }: FileDefinition<Q, P> & { readonly handle: (call: OpenCall<Static<Q>, unknown, Static<P>>) => Promise<FileAnswer> },
): Operation {
  return { ...openOperation<TUnknown, Q, TUnknown, P>({ ...definition, method, response: Type.Unknown(), handle }), answersFile: mediaTypes };
}
