import { Type, type TSchema } from '@sinclair/typebox';
import { wordKey } from './convert-input.ts';

/** What filters are made of. Names in a query: `id[]=1`, `x[from]=`, `x[to]=`; parse/convert-input.ts reads them. */

const valuesMax = 500;
const inRange = { minimum: -999_999_999_999_999, maximum: 999_999_999_999_999 } as const;

export const Whole = (description?: string) => Type.Integer({ ...inRange, ...(description === undefined ? {} : { description }) });

/** `id[]` */
export const Ids = () => Type.Optional(Type.Array(Type.Integer(inRange), { maxItems: valuesMax }));

/** `location[]`: each whole text, as it stands. */
export const Texts = () => Type.Optional(Type.Array(Type.String({ maxLength: 500 }), { maxItems: valuesMax }));

/** `online[]`, `with_deleted`: true, false, 1, 0. */
export const Flags = () => Type.Optional(Type.Array(Type.Boolean(), { maxItems: 10 }));
export const Flag = () => Type.Optional(Type.Boolean());

/** A time; parse/instant.ts says which. Arrives at the endpoint as RFC 3339 UTC with milliseconds. */
export const Instant = () => Type.Optional(Type.Unsafe<string>({ type: 'string', 'x-instant': true, description: 'RFC 3339 in UTC, or a date' }));

/** `x[from]`, `x[to]`: records at or after, at or before. */
export const InstantRange = () => Type.Optional(Type.Object({ from: Instant(), to: Instant() }));
export const NumberRange = () => Type.Optional(Type.Object({ from: Type.Optional(Type.Number(inRange)), to: Type.Optional(Type.Number(inRange)) }));

/**
 * Words, in every spelling that the document has for them: `{ in_sla: ['In SLA'] }` takes `in_sla`, `IN_SLA` and `In SLA`. Arrives as the name.
 * Marks between words and case do not count.
 */
export function Word<const Name extends string>(names: readonly Name[], spellings: Partial<Record<Name, readonly string[]>> = {}) {
  const words: Record<string, string> = {};
  for (const name of names) for (const each of [name, ...(spellings[name] ?? [])]) words[wordKey(each)] = name;
  return Type.Unsafe<Name>({ type: 'string', 'x-words': words, description: `One of ${names.join(', ')}` });
}

/** `call_status[]` */
export function Words<const Name extends string>(names: readonly Name[], spellings: Partial<Record<Name, readonly string[]>> = {}) {
  return Type.Optional(Type.Array(Word(names, spellings), { maxItems: valuesMax }));
}

/** `sort_column`: a field of the response object that is one value (nested ones are not), `sort_direction`: ASC or DESC in any case. */
export function SortQuery<const Column extends string>(columns: readonly Column[]) {
  return Type.Object({ sort_column: Type.Optional(Word(columns)), sort_direction: Type.Optional(Word(['asc', 'desc'])) });
}

export type Query = TSchema;
