import { sql, type Database } from '#storage/index.ts';
import type { Permission } from '#core/kernel/index.ts';
import { permissionsOf, type RoleRow } from '../principal.ts';
import { tokenPermissions } from '../tokens/create-token.ts';
import { idleDays } from './session-life.ts';

/** What somebody came in with, by its row. */
export interface Access { readonly kind: 'session' | 'token'; readonly id: number }
export interface AccessNow { readonly accountId: number; readonly userId: number; readonly permissions: ReadonlySet<Permission> }

/**
 * What these sessions and tokens are worth at this moment, by `kind id` (`session 7`); those that are worth nothing any more are left out, for
 * whatever reason. For connections that stay open: two statements, however many they are.
 */
export async function recheckAccess(database: Database, accesses: readonly Access[], now: string): Promise<Map<string, AccessNow>> {
  const idsOf = (kind: Access['kind']): number[] => accesses.filter((access) => access.kind === kind).map(({ id }) => id);
  const found = new Map<string, AccessNow>();
  const [sessions, tokens] = [idsOf('session'), idsOf('token')];
  if (sessions.length > 0) {
    const rows = await database.rows(sql<Row>`
      SELECT s.id, s.account_id AS "accountId", s.user_id AS "userId", NULL::text[] AS scopes,
        jsonb_build_object('id', m.role_id, 'name', r.role_name, 'permissions', r.role_permissions, 'isBuiltIn', r.role_is_built_in) AS role
      FROM sessions s
      JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
      JOIN accounts a ON a.id = s.account_id AND a.deleted_at IS NULL
      JOIN memberships m ON m.account_id = s.account_id AND m.user_id = s.user_id AND m.ended_at IS NULL
      CROSS JOIN LATERAL role_of(s.account_id, m.role_id) r
      WHERE s.id = ANY(${sessions}::bigint[]) AND s.ended_at IS NULL AND s.expires_at > ${now}::timestamptz
        AND s.last_seen_at > ${now}::timestamptz - make_interval(days => ${idleDays})`);
    for (const { id, accountId, userId, role } of rows) found.set(`session ${id}`, { accountId, userId, permissions: new Set(permissionsOf(role)) });
  }
  if (tokens.length > 0) {
    const rows = await database.rows(sql<Row>`
      SELECT t.id, t.account_id AS "accountId", t.user_id AS "userId", t.scopes,
        jsonb_build_object('id', m.role_id, 'name', r.role_name, 'permissions', r.role_permissions, 'isBuiltIn', r.role_is_built_in) AS role
      FROM tokens t
      JOIN users u ON u.id = t.user_id AND u.disabled_at IS NULL
      JOIN accounts a ON a.id = t.account_id AND a.deleted_at IS NULL
      JOIN memberships m ON m.account_id = t.account_id AND m.user_id = t.user_id AND m.ended_at IS NULL
      CROSS JOIN LATERAL role_of(t.account_id, m.role_id) r
      WHERE t.id = ANY(${tokens}::bigint[]) AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > ${now}::timestamptz)`);
    for (const { id, accountId, userId, role, scopes } of rows) found.set(`token ${id}`, { accountId, userId, permissions: tokenPermissions(permissionsOf(role), scopes ?? []) });
  }
  return found;
}

interface Row { id: number; accountId: number; userId: number; scopes: string[] | null; role: RoleRow }
