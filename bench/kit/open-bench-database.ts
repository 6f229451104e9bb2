import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { clientOptions, migrate, openDatabase, type Database } from '#storage/index.ts';
import { openEmbeddedDatabase, type DatabaseConnection } from '#storage/embedded/index.ts';

export interface BenchDatabase {
  readonly connection: DatabaseConnection;
  readonly database: Database;
  /** The role that owns the schema: no row-level security. */
  readonly owner: pg.Client;
  /** Where the cluster lies, on a real disk. */
  readonly dataDir: string;
  close(): Promise<void>;
}

/** A migrated database of one's own, with the settings that `serve` has: durable, on disk. Removed afterwards, unless it lies in `keptIn`: then the next run finds it. */
export async function openBenchDatabase({ size = 16, keptIn }: { size?: number; keptIn?: string | undefined } = {}): Promise<BenchDatabase> {
  if (keptIn !== undefined) mkdirSync(keptIn, { recursive: true });
  const dataDir = keptIn ?? mkdtempSync(join(process.env['PATCHBAY_BENCH_DIR'] ?? tmpdir(), 'patchbay-bench-'));
  const embedded = await openEmbeddedDatabase({ dataDir });
  const { connection } = embedded;
  await migrate({ connection });
  const owner = new pg.Client(clientOptions(connection, 'owner'));
  await owner.connect();
  const database = openDatabase(connection, { size });
  return {
    connection, database, owner, dataDir,
    close: async () => {
      await database.close();
      await owner.end();
      await embedded.release();
      await new Promise((resolve) => setTimeout(resolve, 500)); // the keeper stops the server when its last client has gone
      if (keptIn === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
