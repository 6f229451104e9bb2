import { sql, type Sql, type Tx } from '#storage/index.ts';

/** How the values of a column travel and are kept. `id` and `instant` (epoch milliseconds) become doubles; `small` 16 bits, `whole` 32 bits. */
export type ColumnKind = 'id' | 'instant' | 'small' | 'whole';
export type ColumnArray<Kind extends ColumnKind> = Kind extends 'small' ? Int16Array : Kind extends 'whole' ? Int32Array : Float64Array;

/** What stands for NULL: no id, no instant, no number of the facts is any of them. */
export const noId = 0;
export const noInstant = Number.NaN;
export const noSmall = -32_768;
export const noWhole = -2_147_483_648;

export type ColumnKinds = Readonly<Record<string, ColumnKind>>;
export type Columns<Kinds extends ColumnKinds> = { readonly [Name in keyof Kinds]: ColumnArray<Kinds[Name]> };

/**
 * The rows of a SELECT as one typed array for each named column, in their order. Whole columns travel as bytes: a row of its own for each would cost more than the numbers in it. Rows at once: some 100,000 at
 * most, so that no value grows large.
 */
export async function readColumns<Kinds extends ColumnKinds>(tx: Tx, kinds: Kinds, rows: Sql): Promise<{ readonly count: number } & { readonly columns: Columns<Kinds> }> {
  const names = Object.keys(kinds);
  const found = await tx.one(sql<Record<string, Buffer | null> & { count: number }>`
    SELECT count(*)::int AS count, ${sql.join(names.map((name) => sql`string_agg(${sent(kinds[name]!, sql.ref(`x.${name}`))}, ''::bytea) AS ${sql.ref(`c_${name}`)}`))} FROM (${rows}) x`);
  const columns = Object.fromEntries(names.map((name) => [name, received(kinds[name]!, found[`c_${name}`] ?? Buffer.alloc(0))])) as unknown as Columns<Kinds>;
  return { count: found.count, columns };
}

/** One column of ids. */
export async function readIds(tx: Tx, rows: Sql): Promise<Float64Array> {
  return (await readColumns(tx, { id: 'id' }, rows)).columns.id;
}

function sent(kind: ColumnKind, value: Sql): Sql {
  switch (kind) {
    case 'id': return sql`int8send(coalesce(${value}, 0)::bigint)`;
    case 'instant': return sql`coalesce(timestamptz_send(${value}), '\\x8000000000000000'::bytea)`;
    case 'small': return sql`int2send(coalesce(${value}, ${sql.lit(noSmall)})::smallint)`;
    case 'whole': return sql`int4send(coalesce(${value}, ${sql.lit(noWhole)})::integer)`;
  }
}

function received(kind: ColumnKind, bytes: Buffer): Int16Array | Int32Array | Float64Array {
  switch (kind) {
    case 'small': return decoded(new Int16Array(bytes.length / 2), (at) => bytes.readInt16BE(at * 2));
    case 'whole': return decoded(new Int32Array(bytes.length / 4), (at) => bytes.readInt32BE(at * 4));
    case 'id': return decoded(new Float64Array(bytes.length / 8), (at) => long(bytes, at * 8));
    case 'instant': return decoded(new Float64Array(bytes.length / 8), (at) => instantOf(bytes, at * 8));
  }
}

function decoded<Values extends Int16Array | Int32Array | Float64Array>(values: Values, valueAt: (at: number) => number): Values {
  for (let at = 0; at < values.length; at += 1) values[at] = valueAt(at);
  return values;
}

function long(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 4_294_967_296 + bytes.readUInt32BE(at + 4);
}

/** PostgreSQL counts microseconds from 2000 on. Whole milliseconds come out whole, and later instants never before earlier ones. */
const epochMs = Date.UTC(2000, 0, 1);
const leastHigh = -2_147_483_648;

function instantOf(bytes: Buffer, at: number): number {
  const isNone = bytes.readInt32BE(at) === leastHigh && bytes.readUInt32BE(at + 4) === 0;
  return isNone ? noInstant : long(bytes, at) / 1_000 + epochMs;
}
