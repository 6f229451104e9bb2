import { sql, type Database, type Tx } from '#storage/index.ts';
import { permissionsOf, type Principal } from '../principal.ts';

const tokenShape = /^[0-9a-f]{64}$/;

interface Row {
  token: string; accountId: number; userId: number; agentId: number | null; userZone: string | null; accountZone: string; roleId: number; roleName: string; rolePermissions: string[]; roleIsBuiltIn: boolean;
}

/** The token by which realtime doors know a member; null where there is no such membership any more. For the member alone: it is a key. */
export async function getMemberPubsubToken(tx: Tx, userId: number): Promise<string | null> {
  const row = await tx.maybe(sql<{ token: string }>`SELECT pubsub_token AS token FROM memberships WHERE account_id = ${tx.accountId} AND user_id = ${userId} AND ended_at IS NULL`);
  return row?.token ?? null;
}

/** Whom a pubsub token stands for; null: nobody, membership ended, user disabled, account deleted. Nothing is cached: ask again to learn whether it still holds. */
export async function authenticateMemberToken(database: Pick<Database, 'rows'>, token: string): Promise<Principal | null> {
  return (await authenticateMemberTokens(database, [token])).get(token) ?? null;
}

/** The same of many, in one statement; those that stand for nobody are left out. For connections that stay open. */
export async function authenticateMemberTokens(database: Pick<Database, 'rows'>, tokens: readonly string[]): Promise<Map<string, Principal>> {
  const shaped = tokens.filter((token) => tokenShape.test(token));
  if (shaped.length === 0) return new Map();
  const rows = await database.rows(sql<Row>`
    SELECT m.pubsub_token AS token, m.account_id AS "accountId", m.user_id AS "userId", m.agent_id AS "agentId", u.zone AS "userZone", a.zone AS "accountZone", m.role_id AS "roleId",
      r.role_name AS "roleName", r.role_permissions AS "rolePermissions", r.role_is_built_in AS "roleIsBuiltIn"
    FROM memberships m
    JOIN users u ON u.id = m.user_id AND u.disabled_at IS NULL
    JOIN accounts a ON a.id = m.account_id AND a.deleted_at IS NULL
    CROSS JOIN LATERAL role_of(m.account_id, m.role_id) r
    WHERE m.pubsub_token = ANY(${shaped}::text[]) AND m.ended_at IS NULL`);
  return new Map(rows.map(({ token, roleId, roleName, rolePermissions, roleIsBuiltIn, ...who }) => (
    [token, { ...who, permissions: new Set(permissionsOf({ id: roleId, name: roleName, permissions: rolePermissions, isBuiltIn: roleIsBuiltIn })) }])));
}

/** The old one is worth nothing from now on. */
export async function renewMemberPubsubToken(tx: Tx, userId: number): Promise<void> {
  await tx.run(sql`
    UPDATE memberships SET pubsub_token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') WHERE account_id = ${tx.accountId} AND user_id = ${userId}`);
}
