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

/** Hashes of an account's rows in every table that the catalog knows, read as the owner, whom row-level security does not bind. */
export async function openRowHashes(connection: Connection): Promise<RowHashes> {
  const client = new pg.Client(clientOptions(connection, 'owner'));
  await client.connect();
  const statement = await hashStatement(client);
  return {
    of: async (accountId) => {
      const { rows } = await client.query<{ name: string; hash: string }>({ name: 'row hashes', text: statement, values: [accountId] });
      return new Map(rows.map(({ name, hash }) => [name, hash]));
    },
    value: async (text, values = []) => Object.values((await client.query<Record<string, unknown>>(text, [...values])).rows[0] ?? {})[0],
    run: async (text, values = []) => { await client.query(text, [...values]); },
    close: () => client.end(),
  };
}

async function hashStatement(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string; hasAccount: boolean }>(`
    SELECT c.relname AS name, EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped) AS "hasAccount"
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`);
  const tables = rows.filter(({ name }) => !nobodys.has(name)).map(({ name, hasAccount }) => {
    const condition = byHand[name] ?? (hasAccount ? 't.account_id = $1' : undefined);
    if (condition === undefined) throw new Error(`${name} has no account_id: say in row-hashes.ts whose rows it holds`);
    return `SELECT '${name}' AS name, coalesce(md5(string_agg(r, '' ORDER BY r)), 'empty') AS hash FROM (SELECT (to_jsonb(t) - ${touched})::text AS r FROM ${name} t WHERE ${condition}) AS rows`;
  });
  const missing = globalTables.filter((name) => !nobodys.has(name) && !rows.some((row) => row.name === name));
  if (missing.length > 0) throw new Error(`not in the catalog: ${missing.join(', ')}`);
  return tables.join('\nUNION ALL\n');
}

/** Tables in which something changed. */
export function changedTables(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));
}
