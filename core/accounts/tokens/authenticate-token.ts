import { sql, type Database } from '#storage/index.ts';
import { permissionsOf, type Principal } from '../principal.ts';
import { isSecretShaped, secretHash } from '../secret.ts';
import { tokenPermissions } from './create-token.ts';
import { inTurn } from './in-turn.ts';

export interface TokenPrincipal extends Principal { readonly tokenId: number; /** Of its API's answers; null: the usual. */ readonly variant: string | null }

export interface TokenAttempt {
  /** As it came from outside: anything that is no token is refused, whatever its type. */
  readonly secret: unknown;
  readonly dialect: string;
  /** RFC 3339 UTC. */
  readonly now: string;
}

/**
 * Who a token stands for, or null: unknown, revoked, expired, of another API, user disabled, membership ended, account deleted; all alike.
 * Looked up for every request, nothing is cached: a revoked token is dead at once. Requests that come while their token is looked up for another share the next look-up.
 */
export async function authenticateToken(database: Database, { secret, dialect, now }: TokenAttempt): Promise<TokenPrincipal | null> {
  if (!isSecretShaped(secret)) return null;
  const row = await inTurn(database, `${dialect} ${secret}`, () => lookUp(database, { secret, dialect, now }));
  if (!row) return null;
  const role = { id: row.roleId, name: row.roleName, permissions: row.rolePermissions, isBuiltIn: row.roleIsBuiltIn };
  if (row.isUseDue) recordUse(database, row.tokenId, now);
  return {
    tokenId: row.tokenId, accountId: row.accountId, userId: row.userId, agentId: row.agentId,
    permissions: tokenPermissions(permissionsOf(role), row.scopes), userZone: row.userZone, accountZone: row.accountZone,
    variant: row.variant,
  };
}

async function lookUp(database: Database, { secret, dialect, now }: TokenAttempt & { readonly secret: string }): Promise<Row | undefined> {
  const [row] = await database.rows(sql<Row>`
    SELECT t.id AS "tokenId", t.account_id AS "accountId", t.user_id AS "userId", t.scopes, t.variant, u.zone AS "userZone", a.zone AS "accountZone",
           m.role_id AS "roleId", r.role_name AS "roleName", r.role_permissions AS "rolePermissions", r.role_is_built_in AS "roleIsBuiltIn",
           m.agent_id AS "agentId",
           t.last_used_at IS NULL OR t.last_used_at < ${now}::timestamptz - interval '1 minute' AS "isUseDue"
    FROM tokens t
    JOIN users u ON u.id = t.user_id AND u.disabled_at IS NULL
    JOIN accounts a ON a.id = t.account_id AND a.deleted_at IS NULL
    JOIN memberships m ON m.account_id = t.account_id AND m.user_id = t.user_id AND m.ended_at IS NULL
    CROSS JOIN LATERAL role_of(t.account_id, m.role_id) r
    WHERE t.token_hash = ${secretHash(secret)} AND t.dialect = ${dialect} AND t.revoked_at IS NULL
      AND (t.expires_at IS NULL OR t.expires_at > ${now}::timestamptz)`);
  return row;
}

interface Row {
  tokenId: number; accountId: number; userId: number; agentId: number | null; roleId: number; scopes: string[]; variant: string | null;
  roleName: string; rolePermissions: string[]; roleIsBuiltIn: boolean; userZone: string | null; accountZone: string; isUseDue: boolean;
}

/** Nobody waits for it, and losing it loses nothing but a minute's precision; the condition makes concurrent requests write once. */
function recordUse(database: Database, tokenId: number, now: string): void {
  database.rows(sql<object>`
    UPDATE tokens SET last_used_at = ${now}
    WHERE id = ${tokenId} AND (last_used_at IS NULL OR last_used_at < ${now}::timestamptz - interval '1 minute')`).catch(() => {});
}
