import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import pg from 'pg';
import { applyRowSecurity } from './apply-row-security.ts';
import { clientOptions, type Connection } from './connection.ts';

const migrationsDir = new URL('./migrations/', import.meta.url);
const functionsDir = new URL('./functions/', import.meta.url);

export interface MigrateOptions {
  readonly connection: Connection;
  /** How many steps there are to do, before the first; not called where there is nothing to do. */
  readonly onBegin?: (steps: number) => void;
  /** Each step that was done, when all are. */
  readonly onStep?: (name: string) => void;
  /**
   * How long a change waits for a table: whoever asks for the same table meanwhile waits behind it, and the server's own transactions end
   * after 5 s (`transactionTimeoutMs`). So it gives way in time and tries again.
   */
  readonly lockTimeoutMs?: number;
}

const triesMax = 5;

/**
 * Brings the schema to this version. Tables: append-only files. Functions: files applied again when their text changes. Then row-level
 * security where a table lacks it. All of it is one transaction under a table lock, so several processes may call it at once: the first
 * does the work, the others wait and find it done; nobody ever sees half of it. A database of a newer version is refused.
 */
export async function migrate({ connection, onBegin, onStep, lockTimeoutMs = 2_000 }: MigrateOptions): Promise<void> {
  const client = new pg.Client(clientOptions(connection, 'owner'));
  await client.connect();
  try {
    const steps = [...(await filesOf(migrationsDir, false)), ...(await filesOf(functionsDir, true))];
    await createRecord(client);
    const pending = pendingOf(steps, await recordedSteps(client)).length;
    if (pending === 0) return;
    onBegin?.(pending);
    const done = await applyWhenFree(client, steps, lockTimeoutMs);
    for (const { name } of done) onStep?.(name);
  } finally {
    await client.end();
  }
}

async function applyWhenFree(client: pg.Client, steps: readonly Step[], lockTimeoutMs: number): Promise<Step[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await applyPending(client, steps, lockTimeoutMs);
    } catch (error) {
      await client.query('ROLLBACK');
      if (!isLockTimeout(error)) throw error;
      if (tries === triesMax) throw new Error(`this version has to change tables, and other work held them through ${triesMax} tries: ${await lockHolders(client)}. Start again when it is done`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 250 * tries));
    }
  }
}

async function applyPending(client: pg.Client, steps: readonly Step[], lockTimeoutMs: number): Promise<Step[]> {
  await client.query('BEGIN');
  await client.query('LOCK TABLE schema_migrations IN EXCLUSIVE MODE'); // without a limit: another migration may take its time
  await client.query(`SET LOCAL lock_timeout = ${Math.trunc(lockTimeoutMs)}`);
  const pending = pendingOf(steps, await recordedSteps(client));
  for (const step of pending) await applyStep(client, step);
  if (pending.length > 0) await applyRowSecurity(client);
  await client.query('COMMIT');
  return pending;
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && (['55P03', '40P01'].includes((error as { code?: string }).code ?? '') || isLockTimeout(error.cause));
}

/** Who holds tables of ours now: "messages by process 4711 (patchbay)". */
async function lockHolders(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ holder: string }>(`
    SELECT string_agg(DISTINCT c.relname, ', ') || ' by process ' || l.pid || coalesce(' (' || nullif(max(a.application_name), '') || ')', '') AS holder
    FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.pid <> pg_backend_pid()
      AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY l.pid ORDER BY l.pid LIMIT 5`);
  return rows.length === 0 ? 'nobody holds them now' : rows.map(({ holder }) => holder).join('; ');
}

interface Step { name: string; text: string; checksum: string; reapply: boolean }

async function filesOf(dir: URL, reapply: boolean): Promise<Step[]> {
  const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => {
    const text = await readFile(new URL(name, dir), 'utf8');
    return { name: reapply ? `functions/${name}` : name, text, checksum: createHash('sha256').update(text).digest('hex'), reapply };
  }));
}

/** What is not applied yet, in order. Throws where a migration that was applied says something else now, or is none of this version's. */
function pendingOf(steps: readonly Step[], recorded: ReadonlyMap<string, string>): Step[] {
  const known = new Set(steps.map(({ name }) => name));
  // A function's file may go with a version; a migration's never does.
  const newer = [...recorded.keys()].filter((name) => !name.startsWith('functions/') && !known.has(name)).sort();
  if (newer.length > 0) throw new Error(`this database was brought to a newer version, start that version: it has had ${newer.join(', ')}, unknown here. Nothing was changed`);
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
  if (error.code !== '23505' && error.code !== '42P07' && error.code !== '42710' && error.code !== 'XX000') throw error;
}
