import type { Permission } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { permissionsOf, type RoleRow } from '../principal.ts';

/** A user's place in the transaction's account. */
export interface Member {
  readonly userId: number;
  readonly agentId: number | null;
  readonly roleId: number;
  readonly role: string;
  readonly permissions: ReadonlySet<Permission>;
}

/** Null where the user is not a member of this account, or no longer. */
export async function getMember(tx: Tx, userId: number): Promise<Member | null> {
  const row = await tx.maybe(sql<RoleRow & { agentId: number | null }>`
    SELECT r.id, r.name, r.permissions, r.is_built_in AS "isBuiltIn", m.agent_id AS "agentId"
    FROM memberships m JOIN roles r ON r.account_id = m.account_id AND r.id = m.role_id
    WHERE m.account_id = ${tx.accountId} AND m.user_id = ${userId} AND m.ended_at IS NULL`);
  return row && { userId, agentId: row.agentId, roleId: row.id, role: row.name, permissions: new Set(permissionsOf(row)) };
}
