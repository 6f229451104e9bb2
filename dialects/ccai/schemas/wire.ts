import { Type, type TSchema } from '@sinclair/typebox';

export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const Id = Type.Integer();
/** RFC 3339 in UTC with milliseconds. */
export const Time = Type.String({ format: 'date-time' });
/** Whole seconds. */
export const Seconds = Type.Integer({ minimum: 0 });
/** Closed: what is not declared is never sent. */
export const Record = <T extends Record<string, TSchema>>(properties: T) => Type.Object(properties, { additionalProperties: false });
