import type pg from 'pg';
import { globalTables } from './global-tables.ts';

/**
 * Lays the net under every tenant table: forced row-level security by the transaction's account for the app role, everything for the
 * definer role (its functions carry the account themselves), and the rights of both. Idempotent; runs in the transaction of the migrations.
 */
export async function applyRowSecurity(client: pg.Client): Promise<void> {
  const tables = await client.query<{ name: string; tenant: boolean }>(`
    SELECT c.relname AS name, EXISTS (
      SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped) AS tenant
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`);
  const statements: string[] = [];
  for (const { name } of tables.rows) {
    const isGlobal = (globalTables as readonly string[]).includes(name);
    if (name === 'schema_migrations') statements.push('GRANT SELECT ON schema_migrations TO patchbay_app');
    else statements.push(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO patchbay_app, patchbay_definer`);
    if (isGlobal) continue;
    statements.push(
      `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`,
      `DROP POLICY IF EXISTS tenant ON ${name}`,
      `CREATE POLICY tenant ON ${name} TO patchbay_app USING (account_id = current_account()) WITH CHECK (account_id = current_account())`,
      `DROP POLICY IF EXISTS definer ON ${name}`,
      `CREATE POLICY definer ON ${name} TO patchbay_definer USING (true) WITH CHECK (true)`,
      // No statistics of who has how much: an account that ANALYZE has not seen (a new one, for weeks in a large database) would count as one
      // row, and joins would be planned for that. Measured: importing 1,000 mails into the second account took over 120 s, with this 4 s.
      `ALTER TABLE ${name} ALTER COLUMN account_id SET STATISTICS 0`,
    );
  }
  for (const name of appendOnlyTables) statements.push(`REVOKE UPDATE, DELETE ON ${name} FROM patchbay_app`);
  // Positions are the sequencer's: the app role may write every column but that one.
  const { rows: [events] } = await client.query<{ columns: string }>(`
    SELECT string_agg(attname, ', ') AS columns FROM pg_attribute WHERE attrelid = 'events'::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'position'`);
  statements.push('REVOKE INSERT ON events FROM patchbay_app', `GRANT INSERT (${events!.columns}) ON events TO patchbay_app`);
  statements.push(
    'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO patchbay_app, patchbay_definer',
    'GRANT USAGE ON SCHEMA public TO patchbay_app, patchbay_definer',
  );
  await client.query(statements.join(';\n'));
}

/** The app role may add to these and read them, nothing else. */
const appendOnlyTables = ['audit_log', 'events'] as const;
