import { CoreError, invalid, isPermission, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { checkName } from '../check-name.ts';
import { findRoleByName } from '../find-role.ts';
import { permissionsOf } from '../principal.ts';
import { requireAll } from './require-all.ts';

export interface Role { readonly id: number; readonly name: string; readonly permissions: readonly string[]; readonly isBuiltIn: boolean }

/**
 * Makes a role of the account's own, or gives it other permissions (its members have them at their next request). Built-in ones stay. The
 * actor must have every permission given and every one taken.
 */
export async function defineRole(tx: Tx, act: Act, input: { name: string; permissions: readonly string[] }): Promise<{ id: number; name: string; permissions: readonly string[] }> {
  requirePermission(act, 'roles.write');
  const name = checkName('role', input.name, 60);
  const unknown = input.permissions.find((permission) => !isPermission(permission));
  if (unknown !== undefined) throw invalid('permissions', `there is no permission "${unknown}"`, 'no-permission');
  const permissions = [...new Set(input.permissions.filter(isPermission))].sort();
  requireAll(act, permissions);
  const present = await findRoleByName(tx, name);
  if (present?.isBuiltIn) throw new CoreError('conflict', 'A built-in role stays as it is.', { key: 'role-built-in' });
  if (present) requireAll(act, permissionsOf(present));
  const row = await tx.one(sql<{ id: number }>`
    INSERT INTO roles (account_id, name, permissions) VALUES (${tx.accountId}, ${name}, ${permissions})
    ON CONFLICT (account_id, name) DO UPDATE SET permissions = excluded.permissions RETURNING id`);
  await writeAudit(tx, act, { action: 'role.defined', targetKind: 'role', targetId: row.id, detail: { name, permissions } });
  return { id: row.id, name, permissions };
}

/** Built-in roles first. */
export async function findRoles(tx: Tx, act: Act): Promise<Role[]> {
  requirePermission(act, 'people.read');
  const rows = await tx.rows(sql<Role>`
    SELECT id, name, permissions, is_built_in AS "isBuiltIn" FROM roles WHERE account_id = ${tx.accountId} ORDER BY is_built_in DESC, name`);
  return rows.map((row) => ({ ...row, permissions: permissionsOf(row) }));
}
