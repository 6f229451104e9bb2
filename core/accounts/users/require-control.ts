import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { getMember } from '../members/get-member.ts';
import { requireAll } from '../members/require-all.ts';

/**
 * Throws unless the actor may rule over a user's sign-in. Users are global, so `people.write` in one account is not enough: the user must
 * be a member of this account and of no other, and must not be able to do anything the actor cannot. Else an administrator could take
 * over the owner, or a shared user's other accounts. The server itself (`permissions: 'all'`) may always.
 */
export async function requireUserControl(tx: Tx, act: Act, userId: number): Promise<void> {
  requirePermission(act, 'people.write');
  if (act.actor.permissions === 'all') return;
  const member = await getMember(tx, userId);
  if (!member) throw notFound('user');
  requireAll(act, member.permissions);
  const { elsewhere } = await tx.one(sql<{ elsewhere: boolean }>`
    SELECT EXISTS (SELECT FROM memberships WHERE user_id = ${userId} AND account_id <> ${tx.accountId} AND ended_at IS NULL) AS elsewhere`);
  if (elsewhere) throw new CoreError('forbidden', 'This user belongs to other accounts too: only the user, or whoever runs the server, may do this.', { key: 'user-elsewhere-too' });
}

/** True where a user acts on himself. */
export function isOneself(act: Act, userId: number): boolean {
  return act.actor.kind === 'user' && act.actor.id === userId;
}
