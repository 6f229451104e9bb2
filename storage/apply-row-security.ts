import type pg from 'pg';
import { globalTables } from './global-tables.ts';

interface Table {
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly tenant: boolean;
  readonly definer: boolean;
  readonly has_statistics: boolean;
  readonly app_may: readonly string[];
  readonly definer_may: readonly string[];
}

/**
 * Lays the net under every tenant table: forced row-level security by the transaction's account for the app role, everything for the
 * definer role (its functions carry the account themselves), and the rights of both. Runs in the transaction of the migrations. Only what
 * the catalog says is missing is done: each of these statements on a table waits for all its readers, and holds up those who come later.
 */
export async function applyRowSecurity(client: pg.Client): Promise<void> {
  const { rows: tables } = await client.query<Table>(`
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced,
      EXISTS (SELECT FROM pg_policies p WHERE ${policyOf} AND p.policyname = 'tenant' AND p.roles = '{patchbay_app}'
        AND p.qual = '(account_id = current_account())' AND p.with_check = '(account_id = current_account())') AS tenant,
      EXISTS (SELECT FROM pg_policies p WHERE ${policyOf} AND p.policyname = 'definer' AND p.roles = '{patchbay_definer}'
        AND p.qual = 'true' AND p.with_check = 'true') AS definer,
      EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND a.attstattarget IS DISTINCT FROM 0) AS has_statistics,
      ${rightsOf('patchbay_app')} AS app_may, ${rightsOf('patchbay_definer')} AS definer_may
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`);
  const statements = tables.flatMap((table) => [...grants(table), ...((globalTables as readonly string[]).includes(table.name) ? [] : protections(table))]);
  // After the rights of the table: taking those away takes these with them.
  statements.push(...await eventColumns(client, statements.length > 0), ...await schemaRights(client));
  if (statements.length > 0) await client.query(statements.join(';\n'));
}

const policyOf = `p.schemaname = 'public' AND p.tablename = c.relname AND p.permissive = 'PERMISSIVE' AND p.cmd = 'ALL'`;

const everything = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;

function rightsOf(role: string): string {
  return `ARRAY(SELECT r FROM unnest('{${everything.join(',')}}'::text[]) r WHERE has_table_privilege('${role}', c.oid, r))`;
}

function protections({ name, enabled, forced, tenant, definer, has_statistics }: Table): string[] {
  const statements: string[] = [];
  if (!enabled) statements.push(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`);
  if (!forced) statements.push(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
  if (!tenant) {
    statements.push(
      `DROP POLICY IF EXISTS tenant ON ${name}`,
      `CREATE POLICY tenant ON ${name} TO patchbay_app USING (account_id = current_account()) WITH CHECK (account_id = current_account())`,
    );
  }
  if (!definer) statements.push(`DROP POLICY IF EXISTS definer ON ${name}`, `CREATE POLICY definer ON ${name} TO patchbay_definer USING (true) WITH CHECK (true)`);
  // No statistics of who has how much: an account that ANALYZE has not seen (a new one, for weeks in a large database) would count as one
  // row, and joins would be planned for that. Measured: importing 1,000 mails into the second account took over 120 s, with this 4 s.
  if (has_statistics) statements.push(`ALTER TABLE ${name} ALTER COLUMN account_id SET STATISTICS 0`);
  return statements;
}

/** What the app role may do with a table where that is not everything. The columns of events: `eventColumns`. */
const appRights: Readonly<Record<string, readonly string[]>> = { schema_migrations: ['SELECT'], audit_log: ['SELECT', 'INSERT'], events: ['SELECT'], address_claims: [], knowledge_addresses: [] };

function grants({ name, app_may: appMay, definer_may: definerMay }: Table): string[] {
  return [
    ...grant(name, 'patchbay_app', appMay, appRights[name] ?? everything),
    ...grant(name, 'patchbay_definer', definerMay, name === 'schema_migrations' ? [] : everything),
  ];
}

function grant(table: string, role: string, held: readonly string[], wanted: readonly string[]): string[] {
  const [extra, missing] = [held.filter((right) => !wanted.includes(right)), wanted.filter((right) => !held.includes(right))];
  return [
    ...(extra.length === 0 ? [] : [`REVOKE ${extra.join(', ')} ON ${table} FROM ${role}`]),
    ...(missing.length === 0 ? [] : [`GRANT ${missing.join(', ')} ON ${table} TO ${role}`]),
  ];
}

/** Positions are the sequencer's: the app role may write every column of an event but that one. */
async function eventColumns(client: pg.Client, anyway: boolean): Promise<string[]> {
  const { rows: [events] } = await client.query<{ columns: string; is_right: boolean }>(`
    SELECT string_agg(attname, ', ') FILTER (WHERE attname <> 'position') AS columns,
      bool_and(has_column_privilege('patchbay_app', attrelid, attnum, 'INSERT') = (attname <> 'position')) AS is_right
    FROM pg_attribute WHERE attrelid = 'events'::regclass AND attnum > 0 AND NOT attisdropped`);
  return events!.is_right && !anyway ? [] : ['REVOKE INSERT ON events FROM patchbay_app', `GRANT INSERT (${events!.columns}) ON events TO patchbay_app`];
}

async function schemaRights(client: pg.Client): Promise<string[]> {
  const { rows: [rights] } = await client.query<{ sequences: boolean; schema: boolean }>(`
    SELECT coalesce((SELECT bool_and(has_sequence_privilege('patchbay_app', c.oid, 'USAGE') AND has_sequence_privilege('patchbay_definer', c.oid, 'USAGE'))
        FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'S'), true) AS sequences,
      has_schema_privilege('patchbay_app', 'public', 'USAGE') AND has_schema_privilege('patchbay_definer', 'public', 'USAGE') AS schema`);
  return [
    ...(rights!.sequences ? [] : ['GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO patchbay_app, patchbay_definer']),
    ...(rights!.schema ? [] : ['GRANT USAGE ON SCHEMA public TO patchbay_app, patchbay_definer']),
  ];
}
