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
 * Brings the schema to this version. Tables: append-only files. Functions: files applied again when their text changes. Then row-level
 * security over whatever is there. All of it is one transaction under a table lock, so several processes may call it at once: the first
 * does the work, the others wait and find it done; nobody ever sees half of it.
 */
export async function migrate({ connection, onStep }: MigrateOptions): Promise<void> {
  const client = new pg.Client(clientOptions(connection, 'owner'));
  await client.connect();
  try {
    const steps = [...(await filesOf(migrationsDir, false)), ...(await filesOf(functionsDir, true))];
    await createRecord(client);
    if (pendingOf(steps, await recordedSteps(client)).length === 0) return;
    await client.query('BEGIN');
    await client.query('LOCK TABLE schema_migrations IN EXCLUSIVE MODE');
    const pending = pendingOf(steps, await recordedSteps(client));
    for (const step of pending) {
      await applyStep(client, step);
      onStep?.(step.name);
    }
    if (pending.length > 0) await applyRowSecurity(client);
    await client.query('COMMIT');
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

/** What is not applied yet, in order. Throws where a migration that was applied says something else now. */
function pendingOf(steps: readonly Step[], recorded: ReadonlyMap<string, string>): Step[] {
  return steps.filter((step) => {
    const before = recorded.get(step.name);
    if (before !== undefined && before !== step.checksum && !step.reapply) {
      throw new Error(`the migration ${step.name} was changed after this database had it; add a new file instead`);
    }
    return before !== step.checksum;
  });
}

async function applyStep(client: pg.Client, step: Step): Promise<void> {
  await client.query(step.text).catch((error: Error) => {
    throw new Error(`${step.name}: ${error.message}`, { cause: error });
  });
  await client.query(
    'INSERT INTO schema_migrations (name, checksum) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = now()',
    [step.name, step.checksum],
  );
}

async function recordedSteps(client: pg.Client): Promise<Map<string, string>> {
  const result = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM schema_migrations');
  return new Map(result.rows.map((row) => [row.name, row.checksum]));
}

async function createRecord(client: pg.Client): Promise<void> {
  const present = await client.query("SELECT to_regclass('public.schema_migrations') IS NOT NULL AS present");
  if ((present.rows[0] as { present: boolean }).present) return;
  await client.query(`
    CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE schema_migrations IS 'Which migration files this database has had. Global.'`).catch(ignoreRace);
}

/** Two processes that create the same catalog row at once: one of them gets a unique violation, and the row is there. */
function ignoreRace(error: Error & { code?: string }): void {
  if (error.code !== '23505' && error.code !== '42P07' && error.code !== 'XX000') throw error;
}
