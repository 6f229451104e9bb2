import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type RawBuilder,
} from 'kysely';

/**
 * SQL is written as text with parameters: sql`SELECT ... WHERE id = ${id}`. Every `${}` becomes a bound parameter;
 * pieces nest, so filters compose. There is no other way from a value into a statement.
 */
export { sql };
export type Sql<Row = unknown> = RawBuilder<Row>;

const compiler = new Kysely<Record<string, never>>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The text with $1, $2 ... and the values, as `pg` takes them. */
export function compileSql(statement: Sql): { text: string; values: unknown[] } {
  const compiled = statement.compile(compiler);
  return { text: compiled.sql, values: [...compiled.parameters] };
}

const hotStatements = new WeakSet<Sql>();

/**
 * A statement that finds the same few rows by their ids, whatever the ids are: planned once for a connection instead of each time, which takes longer than such a statement runs. Not for what a planner judges by
 * its values (lists, filters, searches): after some runs a plan is kept that knows none of them.
 */
export function hot<Row>(statement: Sql<Row>): Sql<Row> {
  hotStatements.add(statement);
  return statement;
}

export function isHot(statement: Sql): boolean {
  return hotStatements.has(statement);
}

/** Joins pieces, by AND unless told otherwise; no piece at all is `true`. */
export function allOf(pieces: readonly Sql[]): Sql {
  return pieces.length === 0 ? sql`true` : sql`(${sql.join([...pieces], sql` AND `)})`;
}

/** Any of the pieces; no piece at all is `false`. */
export function anyOf(pieces: readonly Sql[]): Sql {
  return pieces.length === 0 ? sql`false` : sql`(${sql.join([...pieces], sql` OR `)})`;
}
