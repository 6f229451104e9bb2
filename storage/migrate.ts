import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import pg from 'pg';
import { applyRowSecurity } from './apply-row-security.ts';
import { clientOptions, type Connection } from './connection.ts';

const migrationsDir = new URL('./migrations/', import.meta.url);
const functionsDir = new URL('./functions/', import.meta.url);

export interface MigrateOptions {
  readonly connection: Connection;
  readonly onStep?: (name: string) => void;
}

/**
 * Brings the schema to this version. Tables: append-only files, each in a transaction of its own. Functions: files applied again
 * when their text changes. Then row-level security over whatever is there. Several processes may call it at once: the first does
 * the work, the others wait for its lock.
 */
export async function migrate({ connection, onStep }: MigrateOptions): Promise<void> {
  const client = new pg.Client(clientOptions(connection, 'owner'));
  await client.connect();
  try {
    await client.query(`
      CREATE TABLE IF NOT EXISTS schema_migrations (
        name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`).catch(ignoreRace);
    await client.query(`COMMENT ON TABLE schema_migrations IS 'Which migration files this database has had. Global.'`).catch(ignoreRace);
    let changed = false;
    for (const step of [...(await filesOf(migrationsDir, false)), ...(await filesOf(functionsDir, true))]) {
      if (await applyStep(client, step)) {
        changed = true;
        onStep?.(step.name);
      }
    }
    if (changed) await applyRowSecurity(client);
  } finally {
    await client.end();
  }
}

interface Step { name: string; text: string; checksum: string; reapply: boolean }

async function filesOf(dir: URL, reapply: boolean): Promise<Step[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => {
    const text = await readFile(new URL(name, dir), 'utf8');
    return { name: reapply ? `functions/${name}` : name, text, checksum: createHash('sha256').update(text).digest('hex'), reapply };
  }));
}

/** True where the file was applied. The table lock makes concurrent processes take turns. */
async function applyStep(client: pg.Client, step: Step): Promise<boolean> {
  const before = await recorded(client, step.name);
  if (before === step.checksum) return false;
  await client.query('BEGIN');
  try {
    await client.query('LOCK TABLE schema_migrations IN EXCLUSIVE MODE');
    const now = await recorded(client, step.name);
    if (now === step.checksum) {
      await client.query('ROLLBACK');
      return false;
    }
    if (now !== null && !step.reapply) throw new Error(`migration ${step.name} was changed after it was applied; add a new file instead`);
    await client.query(step.text);
    await client.query(
      'INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = now()',
      [step.name, step.checksum],
    );
    await client.query('COMMIT');
    return true;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw new Error(`migration ${step.name}: ${(error as Error).message}`, { cause: error });
  }
}

async function recorded(client: pg.Client, name: string): Promise<string | null> {
  const result = await client.query<{ checksum: string }>('SELECT checksum FROM schema_migrations WHERE name = $1', [name]);
  return result.rows[0]?.checksum ?? null;
}

/** Two processes that create the same catalog row at once: one of them gets a unique violation, and the row is there. */
function ignoreRace(error: { code?: string }): void {
  if (error.code !== '23505' && error.code !== '42P07' && error.code !== 'XX000') throw error;
}
