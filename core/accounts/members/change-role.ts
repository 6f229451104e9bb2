import { invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { findRoleByName } from '../find-role.ts';
import { voidPasswordLinks } from '../passwords/void-password-links.ts';
import { permissionsOf } from '../principal.ts';
import { endSessionsOf } from '../sessions/end-sessions.ts';
import { getMember } from './get-member.ts';
import { requireAll } from './require-all.ts';
import { requireAnotherOwner } from './require-another-owner.ts';

/**
 * Gives a member another role. Neither the old nor the new one may hold what the actor has not; the last owner stays owner. Sessions in this
 * account end (rights change only with a new session); tokens stay and have the new role's rights at once.
 */
export async function changeRole(tx: Tx, act: Act, { userId, role: roleName }: { userId: number; role: string }): Promise<void> {
  requirePermission(act, 'people.write');
  const role = await findRoleByName(tx, roleName);
  if (!role) throw invalid('role', `there is no role "${roleName}"`, 'no-role');
  requireAll(act, permissionsOf(role));
  const member = await getMember(tx, userId);
  if (!member) throw notFound('user');
  requireAll(act, member.permissions);
  if (member.roleId === role.id) return;
  await requireAnotherOwner(tx, userId);
  await tx.run(sql`UPDATE memberships SET role_id = ${role.id} WHERE account_id = ${tx.accountId} AND user_id = ${userId} AND ended_at IS NULL`);
  await endSessionsOf(tx, userId, act.now, tx.accountId);
  await voidPasswordLinks(tx, userId, act.now);
  await writeAudit(tx, act, { action: 'member.role-changed', targetKind: 'user', targetId: userId, detail: { from: member.role, to: role.name } });
}
