import { sql, type Database } from '#storage/index.ts';
import { permissionsOf, type Principal, type RoleRow } from '../principal.ts';
import { isSecretShaped, secretHash } from '../secret.ts';
import { idleDays } from './session-life.ts';

export interface SessionPrincipal extends Principal {
  readonly sessionId: number;
  readonly methods: readonly string[];
  /** When the user last showed who he is: what is dangerous may ask for it again. */
  readonly authenticatedAt: string;
  /** The account wants a second factor and the user has none: this session may do nothing but set one up, it has no permission. */
  readonly isTotpMissing: boolean;
}

/** Who a session stands for, or null: unknown, ended, idle or too old, user disabled, membership ended, account deleted; all alike. */
export async function authenticateSession(database: Database, { secret, now }: { secret: unknown; now: string }): Promise<SessionPrincipal | null> {
  if (!isSecretShaped(secret)) return null;
  const [row] = await database.rows(sql<Omit<SessionPrincipal, 'permissions'> & { role: RoleRow; isSightDue: boolean }>`
    SELECT s.id AS "sessionId", s.account_id AS "accountId", s.user_id AS "userId", s.methods, s.authenticated_at AS "authenticatedAt",
           u.zone AS "userZone", a.zone AS "accountZone", m.agent_id AS "agentId",
           jsonb_build_object('id', m.role_id, 'name', r.role_name, 'permissions', r.role_permissions, 'isBuiltIn', r.role_is_built_in) AS role,
           a.require_totp AND u.totp_confirmed_at IS NULL AND NOT 'sso' = ANY(s.methods) AS "isTotpMissing",
           s.last_seen_at < ${now}::timestamptz - interval '1 minute' AS "isSightDue"
    FROM sessions s
    JOIN users u ON u.id = s.user_id AND u.disabled_at IS NULL
    JOIN accounts a ON a.id = s.account_id AND a.deleted_at IS NULL
    JOIN memberships m ON m.account_id = s.account_id AND m.user_id = s.user_id AND m.ended_at IS NULL
    CROSS JOIN LATERAL role_of(s.account_id, m.role_id) r
    WHERE s.token_hash = ${secretHash(secret)} AND s.ended_at IS NULL AND s.expires_at > ${now}::timestamptz
      AND s.last_seen_at > ${now}::timestamptz - make_interval(days => ${idleDays})`);
  if (!row) return null;
  if (row.isSightDue) recordSight(database, row.sessionId, now);
  const { role, isSightDue: _, ...rest } = row;
  return { ...rest, permissions: new Set(rest.isTotpMissing ? [] : permissionsOf(role)) };
}

/** Nobody waits for it; losing it loses a minute of an idle time of days. */
function recordSight(database: Database, sessionId: number, now: string): void {
  database.rows(sql<object>`UPDATE sessions SET last_seen_at = ${now} WHERE id = ${sessionId} AND last_seen_at < ${now}`).catch(() => {});
}
