import type pg from 'pg';
import type { Connection } from '../connection.ts';
import { withOwner } from './owner-session.ts';
import { copyTable, tableShapes, type TableShape, type TableSum } from './table-shape.ts';

export interface SequenceValue { readonly name: string; readonly value: string; readonly isCalled: boolean }
export interface AppliedMigration { readonly name: string; readonly checksum: string }

/** Everything as it was at one instant, whatever is written meanwhile. */
export interface Snapshot {
  readonly tables: readonly TableShape[];
  readonly migrations: readonly AppliedMigration[];
  /** Rows expected in all tables, for a progress line; the planner's guess. */
  readonly rowsAbout: number;
  copyTable(shape: TableShape, onRow: (row: Buffer) => Promise<void> | undefined): Promise<TableSum>;
  /** After the tables: a sequence is outside of transactions, and later is safe where earlier is not. */
  sequences(): Promise<SequenceValue[]>;
}

/** One REPEATABLE READ transaction, read only. Writers are not held up. */
export async function openSnapshot<T>(connection: Connection, work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  return withOwner(connection, async (client) => {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = await tableShapes(client);
    const migrations = await client.query<AppliedMigration>('SELECT name, checksum FROM schema_migrations ORDER BY name');
    const about = await client.query<{ about: string | null }>(`
      SELECT sum(greatest(reltuples, 0))::bigint AS about FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`);
    return work({
      tables,
      migrations: migrations.rows,
      rowsAbout: Number(about.rows[0]?.about ?? 0),
      copyTable: (shape, onRow) => copyTable(client, shape, onRow),
      sequences: () => readSequences(client),
    });
  });
}

async function readSequences(client: pg.Client): Promise<SequenceValue[]> {
  const { rows } = await client.query<{ name: string; value: string | null; start: string }>(`
    SELECT sequencename::text AS name, last_value::text AS value, start_value::text AS start
    FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename`);
  return rows.map(({ name, value, start }) => ({ name, value: value ?? start, isCalled: value !== null }));
}
