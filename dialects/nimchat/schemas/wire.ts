import { Type, type Static, type TSchema } from '@sinclair/typebox';

/** A value or null, as a list of types. */
export function Nullable<T extends TSchema>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema['type'] as string, 'null'] });
}

/** An object that has these fields and no others. */
export function Closed<P extends Record<string, TSchema>>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

/** A map whose values may be anything. */
export const Map = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: {} });

/** An id in a body or query; a text of digits is taken too, as the document shows some. */
export const Id = (description: string) => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description });
export const Ids = (description: string) => Type.Array(Id(description), { maxItems: 1_000, description });

export const Text = (lengthMax: number, description: string) => Type.String({ maxLength: lengthMax, description });

export function OneOf<const W extends readonly string[]>(words: W, description: string) {
  return Type.Unsafe<W[number]>({ type: 'string', enum: [...words], description });
}

export const Page = Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000, default: 1, description: 'Which page, from 1.' }));

/** Nothing: the document shows no answer. */
export const Nothing = Type.Null();

/** One of two shapes: the document's, or the deployed product's for tokens made with `--compat chatwoot`. */
export function Either<A extends TSchema, B extends TSchema>(documented: A, deployed: B) {
  return Type.Unsafe<Static<A> | Static<B>>({ anyOf: [documented, deployed] });
}

/** Unix seconds: a number or a text of one, as the shape wants it. */
export const UnixTime = Type.Unsafe<string | number>({ type: ['string', 'integer'] });
