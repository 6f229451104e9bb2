import { Type, type Static, type TSchema } from '@sinclair/typebox';

/** A value or null, as a list of types: what JSON Schema and OpenAPI 3.1 say without a union. */
export function Nullable<T extends TSchema>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema['type'] as string, 'null'] });
}

/** An object that has these fields and no others. */
export function Closed<P extends Record<string, TSchema>>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

/** PHP knows one kind of array: a map without entries is written as an empty list. */
export function MapOrEmptyList<T extends TSchema>(values: T) {
  return Type.Unsafe<Record<string, Static<T>> | []>({
    anyOf: [{ type: 'array', maxItems: 0 }, { type: 'object', minProperties: 1, additionalProperties: values }],
  });
}

/** A list that the document only shows empty, whose elements are therefore unknown. */
export const AlwaysEmptyList = Type.Unsafe<[]>({ type: 'array', maxItems: 0 });

export const Strings = Type.Array(Type.String());
