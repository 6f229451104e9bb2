import pg from 'pg';
import { clientOptions, globalTables, type Connection } from '#storage/index.ts';

/** What a request may touch by merely being made. */
const touched = "ARRAY['last_used_at', 'last_seen_at']";

/** Which rows of a global table without an account_id are an account's. */
const byHand: Readonly<Record<string, string>> = {
  accounts: 't.id = $1',
  users: 't.id IN (SELECT user_id FROM memberships WHERE account_id = $1)',
  recovery_codes: 't.user_id IN (SELECT user_id FROM memberships WHERE account_id = $1)',
  sign_in_links: 't.user_id IN (SELECT user_id FROM memberships WHERE account_id = $1)',
  platform_grants: "(t.noun = 'account' AND t.target_id = $1) OR (t.noun = 'user' AND t.target_id IN (SELECT user_id FROM memberships WHERE account_id = $1))",
  identities: 't.user_id IN (SELECT user_id FROM memberships WHERE account_id = $1)',
};
/** The server's own: windows count every request, leases and the schema are nobody's. */
const nobodys: ReadonlySet<string> = new Set(['rate_windows', 'leases', 'schema_migrations', 'claims', 'platform_apps', 'platform_bots', 'request_keys', 'server_keys']);

export interface RowHashes {
  /** Table -> md5 over all rows of the account, or 'empty'. */
  of(accountId: number): Promise<ReadonlyMap<string, string>>;
  /** One value of the database, as its owner sees it. */
  value(statement: string, values?: readonly unknown[]): Promise<unknown>;
  run(statement: string, values?: readonly unknown[]): Promise<void>;
  close(): Promise<void>;
}

interface HashedTable {
  readonly name: string;
  /** The tables whose changes may change this hash. */
  readonly hangsOn: readonly string[];
  readonly select: string;
}

/**
 * Hashes of an account's rows in every table that the catalog knows, read as the owner, whom row-level security does not bind.
 *
 * Each table tells of every statement that writes in it when that is committed (a trigger and NOTIFY, in this database only), so that only tables which were written
 * are read anew. What was committed before `of` is called is told before its first answer: PostgreSQL signals listeners within COMMIT, and a session passes on what it was
 * signalled before it is ready for the next command.
 */
export async function openRowHashes(connection: Connection): Promise<RowHashes> {
  const client = new pg.Client(clientOptions(connection, 'owner'));
  await client.connect();
  const tables = await hashedTables(client);
  /** By account: its hashes, and the tables that were written since they were read. */
  const known = new Map<number, { readonly hashes: Map<string, string>; readonly written: Set<string> }>();
  client.on('notification', ({ payload = '' }) => { for (const { written } of known.values()) written.add(payload); });
  await client.query(tellChanges(tables));

  async function read(accountId: number): Promise<ReadonlyMap<string, string>> {
    await client.query('SELECT');
    const of = known.get(accountId) ?? { hashes: new Map<string, string>(), written: new Set(tables.map(({ name }) => name)) };
    known.set(accountId, of);
    const stale = tables.filter(({ hangsOn }) => hangsOn.some((name) => of.written.has(name)));
    of.written.clear(); // before the tables are read: what is written meanwhile counts for the next time
    if (stale.length > 0) {
      const { rows } = await client.query<{ name: string; hash: string }>(stale.map(({ select }) => select).join('\nUNION ALL\n'), [accountId]);
      for (const { name, hash } of rows) of.hashes.set(name, hash);
    }
    return new Map(of.hashes);
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    of: (accountId) => {
      const hashes = last.then(() => read(accountId));
      last = hashes.catch(() => undefined);
      return hashes;
    },
    value: async (text, values = []) => Object.values((await client.query<Record<string, unknown>>(text, [...values])).rows[0] ?? {})[0],
    run: async (text, values = []) => { await client.query(text, [...values]); },
    close: () => client.end(),
  };
}

async function hashedTables(client: pg.Client): Promise<HashedTable[]> {
  const { rows } = await client.query<{ name: string; hasAccount: boolean; kind: string }>(`
    SELECT c.relname AS name, c.relkind AS kind, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped) AS "hasAccount"
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`);
  const missing = globalTables.filter((name) => !nobodys.has(name) && !rows.some((row) => row.name === name));
  if (missing.length > 0) throw new Error(`not in the catalog: ${missing.join(', ')}`);
  return rows.filter(({ name }) => !nobodys.has(name)).map(({ name, hasAccount, kind }) => {
    if (kind === 'p') throw new Error(`${name} is partitioned: what is written in it must count for its parts too (row-hashes.ts)`);
    const condition = byHand[name] ?? (hasAccount ? 't.account_id = $1' : undefined);
    if (condition === undefined) throw new Error(`${name} has no account_id: say in row-hashes.ts whose rows it holds`);
    const select = `SELECT '${name}' AS name, coalesce(md5(string_agg(r, '' ORDER BY r)), 'empty') AS hash FROM (SELECT (to_jsonb(t) - ${touched})::text AS r FROM ${name} t WHERE ${condition}) AS rows`;
    return { name, hangsOn: condition.includes('memberships') ? [name, 'memberships'] : [name], select };
  });
}

/** `ALWAYS`: also in sessions that switch triggers off for themselves. */
const tellChanges = (tables: readonly HashedTable[]): string => `
  LISTEN rows_written;
  CREATE OR REPLACE FUNCTION tell_rows_written() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_notify('rows_written', TG_TABLE_NAME); RETURN NULL; END $$;
  ${tables.map(({ name }) => `
    CREATE OR REPLACE TRIGGER tell_rows_written AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${name} FOR EACH STATEMENT EXECUTE FUNCTION tell_rows_written();
    ALTER TABLE ${name} ENABLE ALWAYS TRIGGER tell_rows_written`).join(';')}`;

/** Tables in which something changed. */
export function changedTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}
