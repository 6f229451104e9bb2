import { CoreError, invalid, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { findRoleByName } from '../find-role.ts';
import { voidPasswordLinks } from '../passwords/void-password-links.ts';
import { permissionsOf } from '../principal.ts';
import { getUser } from '../users/find-user.ts';
import { requireAll } from './require-all.ts';

/** Makes a user a member of the account, or again after an end. Nobody gives a role that can do more than the giver. */
export async function addMember(tx: Tx, act: Act, { userId, role: roleName }: { userId: number; role: string }): Promise<void> {
  requirePermission(act, 'people.write');
  const role = await findRoleByName(tx, roleName);
  if (!role) throw invalid('role', `there is no role "${roleName}"`, 'no-role');
  requireAll(act, permissionsOf(role));
  if (!await getUser(tx, userId)) throw notFound('user');
  const added = await tx.run(sql`
    INSERT INTO memberships AS m (account_id, user_id, role_id, created_at) VALUES (${tx.accountId}, ${userId}, ${role.id}, ${act.now})
    ON CONFLICT (account_id, user_id) DO UPDATE SET role_id = excluded.role_id, ended_at = NULL WHERE m.ended_at IS NOT NULL`);
  if (added === 0) throw new CoreError('conflict', 'This user is a member already.', { key: 'member-already' });
  await voidPasswordLinks(tx, userId, act.now);
  await writeAudit(tx, act, { action: 'member.added', targetKind: 'user', targetId: userId, detail: { role: role.name } });
}
