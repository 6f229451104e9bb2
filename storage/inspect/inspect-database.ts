import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import pg from 'pg';
import { clientOptions, type Connection } from '../connection.ts';
import { globalTables } from '../global-tables.ts';

/** What a check-up wants to know of a database. Reads only. */
export interface DatabaseState {
  readonly version: string;
  readonly settings: Readonly<Record<'fsync' | 'full_page_writes' | 'synchronous_commit', string>>;
  /** The database's clock minus ours. */
  readonly clockAheadMs: number;
  readonly sizeBytes: number;
  /** False: it was never migrated; the rest is empty then. */
  readonly isMigrated: boolean;
  /** Steps of this version that it has not had, or had with another text. */
  readonly missingSteps: readonly string[];
  /** Migrations that this version does not know: a newer one was here. Files of functions may go with a version. */
  readonly unknownSteps: readonly string[];
  /** Tenant tables without forced row-level security or without the tenant's policy. */
  readonly openTables: readonly string[];
  readonly appRoleIsBound: boolean;
}

/** As the schema's owner. Throws where it cannot connect. */
export async function inspectDatabase(connection: Connection): Promise<DatabaseState> {
  const client = new pg.Client({ ...clientOptions(connection, 'owner'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const before = Date.now();
    const { rows: [general] } = await client.query<{ version: string; fsync: string; pages: string; commit: string; now: string; size: string; has: boolean }>(`
      SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages,
        current_setting('synchronous_commit') AS commit, (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now,
        pg_database_size(current_database()) AS size, to_regclass('public.schema_migrations') IS NOT NULL AS has`);
    if (!general) throw new Error('the database gave no answer');
    const clockAheadMs = Number(general.now) - (before + Date.now()) / 2;
    const steps = general.has ? await compareSteps(client) : { missing: await ourSteps().then((ours) => [...ours.keys()]), unknown: [] };
    return {
      version: general.version,
      settings: { fsync: general.fsync, full_page_writes: general.pages, synchronous_commit: general.commit },
      clockAheadMs: Math.round(clockAheadMs),
      sizeBytes: Number(general.size),
      isMigrated: general.has,
      missingSteps: steps.missing,
      unknownSteps: steps.unknown,
      openTables: general.has ? await openTables(client) : [],
      appRoleIsBound: general.has ? await appRoleIsBound(client) : true,
    };
  } finally {
    await client.end().catch(() => {});
  }
}

async function compareSteps(client: pg.Client): Promise<{ missing: string[]; unknown: string[] }> {
  const { rows } = await client.query<{ name: string; checksum: string }>('SELECT name, checksum FROM schema_migrations');
  const had = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const ours = await ourSteps();
  return {
    missing: [...ours].filter(([name, checksum]) => had.get(name) !== checksum).map(([name]) => name),
    unknown: [...had.keys()].filter((name) => !ours.has(name) && !name.startsWith('functions/')),
  };
}

async function ourSteps(): Promise<Map<string, string>> {
  const steps = new Map<string, string>();
  for (const [dir, prefix] of [['../migrations/', ''], ['../functions/', 'functions/']] as const) {
    const url = new URL(dir, import.meta.url);
    for (const name of (await readdir(url)).filter((one) => one.endsWith('.sql')).sort()) {
      steps.set(`${prefix}${name}`, createHash('sha256').update(await readFile(new URL(name, url), 'utf8')).digest('hex'));
    }
  }
  return steps;
}

async function openTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> ALL ($1)
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant'))
    ORDER BY 1`, [[...globalTables]]);
  return rows.map(({ name }) => name);
}

async function appRoleIsBound(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ bound: boolean }>(`SELECT NOT rolsuper AND NOT rolbypassrls AS bound FROM pg_roles WHERE rolname = 'patchbay_app'`);
  return rows[0]?.bound ?? false;
}
