import { Type, type TProperties, type TSchema } from '@sinclair/typebox';

/** An object of an answer: nothing but what is declared. */
export const Closed = <T extends TProperties>(properties: T) => Type.Object(properties, { additionalProperties: false });

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A word of these. */
export const OneOf = <const T extends readonly string[]>(words: T, options: { description?: string } = {}) => (
  Type.Unsafe<T[number]>({ type: 'string', enum: [...words], ...options }));

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

export const IdParams = Type.Object({ id: Id });

/** RFC 3339, UTC in answers; any offset in input. */
export const Instant = Type.String({
  maxLength: 40, pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$', description: 'RFC 3339: 2026-05-06T12:00:00Z',
});

/** Free text of a request: no NUL. */
export const Text = (maxLength: number, options: { minLength?: number; description?: string } = {}) => (
  Type.String({ maxLength, pattern: '^[^\\u0000]*$', ...options }));

/** The answer of what has none. */
export const Empty = Type.Null();
