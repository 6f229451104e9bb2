import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Sql, type Tx } from '#storage/index.ts';
import { userColumns, type User } from '../users/find-user.ts';

export interface MemberRow extends User { readonly role: string; readonly agentId: number | null; readonly memberSince: string }

/** The account's members by user id after `after`; disabled users too, ended memberships not. */
export async function findMembers(tx: Tx, act: Act, { after = 0, limit = 100 }: { after?: number; limit?: number } = {}): Promise<MemberRow[]> {
  requirePermission(act, 'people.read');
  return tx.rows(sql<MemberRow>`${membersOf(tx)} AND m.user_id > ${after} ORDER BY m.user_id LIMIT ${Math.min(limit, 500)}`);
}

/** `not-found` for who is no member, or no longer. */
export async function getMemberRow(tx: Tx, act: Act, userId: number): Promise<MemberRow> {
  requirePermission(act, 'people.read');
  const member = await tx.maybe(sql<MemberRow>`${membersOf(tx)} AND m.user_id = ${userId}`);
  if (!member) throw notFound('user');
  return member;
}

function membersOf(tx: Tx): Sql {
  return sql`
    SELECT ${userColumns}, r.name AS role, m.agent_id AS "agentId", m.created_at AS "memberSince"
    FROM memberships m
    JOIN users ON users.id = m.user_id
    JOIN roles r ON r.account_id = m.account_id AND r.id = m.role_id
    WHERE m.account_id = ${tx.accountId} AND m.ended_at IS NULL`;
}
