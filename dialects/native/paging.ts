import { InvalidInput } from '#http/index.ts';
import { Type, type TSchema } from '@sinclair/typebox';
import { Closed, Nullable } from './schemas/shared.ts';

/** A page of a list: `next` asks on, null was the last. */
export const PageOf = <T extends TSchema>(item: T) => Closed({ items: Type.Array(item), next: Nullable(Type.String()) });

/** The query parameters of every list. */
export const pageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 400, description: '`next` of the page before; opaque.' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
};

/** The place where a page ended, as a text that nobody reads meaning into. */
export function toCursor(place: readonly (string | number)[] | null): string | null {
  return place === null ? null : Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** A place of an instant and an id; `invalid` for what is no cursor of ours. */
export function fromTimeCursor(cursor: string | undefined): { at: string; id: number } | null {
  if (cursor === undefined) return null;
  const [at, id, ...more] = placeOf(cursor);
  if (typeof at !== 'string' || !instantPattern.test(at) || Number.isNaN(Date.parse(at)) || !isId(id) || more.length > 0) throw unknownCursor();
  return { at, id };
}

/** A place of a whole number, -1 or more (a length of time, -1 for none), and an id. */
export function fromSpanCursor(cursor: string | undefined): { seconds: number; id: number } | null {
  if (cursor === undefined) return null;
  const [seconds, id, ...more] = placeOf(cursor);
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds < -1 || !isId(id) || more.length > 0) throw unknownCursor();
  return { seconds, id };
}

/** A place of an id alone. */
export function fromIdCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const [id, ...more] = placeOf(cursor);
  if (!isId(id) || more.length > 0) throw unknownCursor();
  return id;
}

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function placeOf(cursor: string): unknown[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(place)) return place;
  } catch { /* no cursor of ours */ }
  throw unknownCursor();
}

function unknownCursor(): InvalidInput {
  return new InvalidInput([{ field: 'cursor', problem: 'is no cursor of this list', key: 'cursor-wrong' }]);
}
