import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Connection } from '../connection.ts';
import { migrate } from '../migrate.ts';
import { BackupUnusable } from './backup-unusable.ts';
import { buildSchema } from './build-schema.ts';
import { copyIn } from './copy-in.ts';
import type { AppliedMigration, SequenceValue } from './open-snapshot.ts';
import { withOwner } from './owner-session.ts';
import { copyTable, quotedColumns, tableShapes, type TableShape, type TableSum } from './table-shape.ts';

/** Fills an empty database, in one transaction: it holds everything afterwards, or nothing. */
export interface Loader {
  /** The rows of one table as COPY wrote them. Throws where the lines are not those of the sum. */
  loadTable(name: string, columns: readonly string[], chunks: AsyncIterable<Buffer>): Promise<TableSum>;
  setSequences(sequences: readonly SequenceValue[]): Promise<void>;
  /** Reads a table back and sums it up. */
  sumOf(name: string): Promise<TableSum>;
  readonly tables: readonly string[];
}

export interface LoadOptions<T> {
  readonly connection: Connection;
  readonly migrations: readonly AppliedMigration[];
  readonly work: (loader: Loader) => Promise<T>;
  /** Once all rows are in: references are checked now. */
  readonly onCheck: () => void;
}

/** Commits when `work` has returned and every reference holds; then functions, row security and later migrations. */
export async function loadDatabase<T>({ connection, migrations, work, onCheck }: LoadOptions<T>): Promise<T> {
  const result = await withOwner(connection, async (client) => {
    await client.query('BEGIN');
    await requireEmpty(client);
    await buildSchema(client, migrations);
    const shapes = new Map((await tableShapes(client)).map((shape) => [shape.name, shape]));
    const references = await dropReferences(client);
    const done = await work(loaderOn(client, shapes));
    onCheck();
    for (const { table, name, definition } of references) {
      await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${pg.escapeIdentifier(name)} ${definition}`);
    }
    await client.query(`DELETE FROM schema_migrations WHERE name LIKE 'functions/%'`); // applied anew by migrate
    await client.query('COMMIT');
    return done;
  });
  await migrate({ connection });
  await withOwner(connection, async (client) => { await client.query('ANALYZE'); });
  return result;
}

async function requireEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')`);
  if (Number(rows[0]?.count) > 0) throw new BackupUnusable('The database is not empty. A backup goes into an empty one only, so that nothing is overwritten.');
}

/** Rows come table by table in any order; each reference is checked as a whole at the end, which is faster than row by row, too. */
async function dropReferences(client: pg.Client): Promise<{ table: string; name: string; definition: string }[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(`
    SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2`);
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${pg.escapeIdentifier(name)}`);
  return rows;
}

function loaderOn(client: pg.Client, shapes: ReadonlyMap<string, TableShape>): Loader {
  const shapeOf = (name: string): TableShape => {
    const shape = shapes.get(name);
    if (!shape) throw new BackupUnusable(`The backup holds a table "${name}" that its own version does not have.`);
    return shape;
  };
  return {
    tables: [...shapes.keys()],
    loadTable: async (name, columns, chunks) => {
      const shape = shapeOf(name);
      const unknown = columns.find((column) => !shape.columns.includes(column));
      if (unknown !== undefined) throw new BackupUnusable(`The backup holds a column "${name}.${unknown}" that its own version does not have.`);
      const hash = createHash('sha256');
      let rows = 0;
      async function* counted(): AsyncGenerator<Buffer> {
        for await (const chunk of chunks) {
          hash.update(chunk);
          for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1; // COPY escapes newlines in values
          yield chunk;
        }
      }
      await copyIn(client, `COPY public.${pg.escapeIdentifier(name)} (${quotedColumns(columns)}) FROM STDIN`, counted());
      return { rows, sha256: hash.digest('hex') };
    },
    setSequences: async (sequences) => {
      for (const { name, value, isCalled } of sequences) {
        await client.query('SELECT setval($1::regclass, $2::bigint, $3)', [`public.${pg.escapeIdentifier(name)}`, value, isCalled]);
      }
    },
    sumOf: (name) => copyTable(client, shapeOf(name), () => undefined),
  };
}
