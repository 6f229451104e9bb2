import type { Permission } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { permissionsOf, type RoleRow } from '../principal.ts';

export interface UserWho { readonly userId: number; readonly name: string; readonly email: string }

/** Everybody of the account whose role allows something, in the order in which they were made: whom to tell of what needs it. */
export async function findUsersWho(tx: Tx, permission: Permission): Promise<UserWho[]> {
  const rows = await tx.rows(sql<UserWho & { role: RoleRow }>`
    SELECT u.id AS "userId", u.name, u.email, jsonb_build_object('id', r.id, 'name', r.name, 'permissions', to_jsonb(r.permissions), 'isBuiltIn', r.is_built_in) AS role
    FROM memberships m JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL JOIN roles r ON r.account_id = m.account_id AND r.id = m.role_id
    WHERE m.account_id = ${tx.accountId} AND m.ended_at IS NULL ORDER BY u.id`);
  return rows.filter(({ role }) => permissionsOf(role).includes(permission)).map(({ userId, name, email }) => ({ userId, name, email }));
}
