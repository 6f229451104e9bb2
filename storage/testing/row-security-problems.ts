import type pg from 'pg';
import { globalTables } from '../global-tables.ts';

/** What is wrong with the net under the tenant tables, one line each; empty: nothing. Reads the catalog, so a new table is covered unasked. */
export async function rowSecurityProblems(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{
    name: string; enabled: boolean; forced: boolean; owner: string; policies: { name: string; roles: string[]; command: string; using: string; check: string; permissive: boolean }[];
  }>(`
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced, pg_get_userbyid(c.relowner) AS owner,
      coalesce((SELECT jsonb_agg(jsonb_build_object('name', p.polname, 'roles', (SELECT jsonb_agg(r::regrole::text) FROM unnest(p.polroles) r), 'command', p.polcmd,
        'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid), 'permissive', p.polpermissive) ORDER BY p.polname)
        FROM pg_policy p WHERE p.polrelid = c.oid), '[]') AS policies
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`);
  const problems = rows.filter((row) => !(globalTables as readonly string[]).includes(row.name)).flatMap((table) => {
    const found: string[] = [];
    if (!table.enabled) found.push(`${table.name}: row-level security is off`);
    if (!table.forced) found.push(`${table.name}: row-level security is not forced`);
    if (table.owner === 'patchbay_app' || table.owner === 'patchbay_definer') found.push(`${table.name}: owned by ${table.owner}`);
    if (JSON.stringify(table.policies) !== JSON.stringify(wantedPolicies)) found.push(`${table.name}: its policies are ${JSON.stringify(table.policies)}`);
    return found;
  });
  const roles = await client.query<{ rolname: string; bad: boolean }>(`
    SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb
      OR EXISTS (SELECT FROM pg_auth_members m WHERE m.member = pg_roles.oid) AS bad
    FROM pg_roles WHERE rolname IN ('patchbay_app', 'patchbay_definer')`);
  if (roles.rows.length !== 2) problems.push('patchbay_app or patchbay_definer is missing');
  for (const role of roles.rows) if (role.bad) problems.push(`${role.rolname} is a superuser, bypasses row-level security, creates roles, or is a member of another role`);
  return problems;
}

/** jsonb orders keys by length, then by bytes: the order here is the database's. */
const wantedPolicies = [
  { name: 'definer', check: 'true', roles: ['patchbay_definer'], using: 'true', command: '*', permissive: true },
  { name: 'tenant', check: '(account_id = current_account())', roles: ['patchbay_app'], using: '(account_id = current_account())', command: '*', permissive: true },
];
