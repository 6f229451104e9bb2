import pg from 'pg';

const int8 = 20;
const date = 1082;
const timestamptz = 1184;
const numeric = 1700;
const int8Array = 1016;

/**
 * How PostgreSQL values arrive: bigint and numeric as numbers (ids stay far below 2^53; a value above it is an error, not a
 * rounded number), dates as text, instants as RFC 3339 text in UTC with milliseconds kept as the database has them.
 */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === int8) return safeInteger;
      if (oid === numeric) return Number;
      if (oid === date) return (text: string) => text;
      if (oid === timestamptz) return instantText;
      if (oid === int8Array) return (text: string) => text === '{}' ? [] : text.slice(1, -1).split(',').map(safeInteger);
    }
    return pg.types.getTypeParser(oid, format);
  }) as pg.CustomTypesConfig['getTypeParser'],
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint out of the safe range: ${text}`);
  return value;
}

/** `2024-05-01 10:00:00.123+00` -> `2024-05-01T10:00:00.123Z` */
function instantText(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11).replace(/\+00(:00)?$/, '')}Z`;
}
