import { findUserPlaces, forgetUser, getMember } from '#core/accounts/index.ts';
import { CoreError, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { removeMember } from './remove-member.ts';

/**
 * The acting user leaves the account, whatever the role allows: sessions and tokens end, the agent is deactivated; what he answered and his addresses stay his. A token that may less than he does not do. Never the last
 * owner. Who is in no other account then is forgotten: name, address and ways in go out of the user's row.
 */
export async function leaveAccount(tx: Tx, act: Act): Promise<{ readonly isForgotten: boolean }> {
  const { id: userId, kind, permissions } = act.actor;
  if (kind !== 'user' || userId === null) throw new CoreError('forbidden', 'This is for a person who is signed in, not for a program.', { key: 'people-only' });
  const member = await getMember(tx, userId);
  if (!member) throw notFound('user');
  for (const permission of member.permissions) if (permissions !== 'all') requirePermission(act, permission);
  await removeMember(tx, { ...act, actor: { kind, id: userId, permissions: 'all' } }, userId);
  if ((await findUserPlaces(tx, userId)).length > 0) return { isForgotten: false };
  await forgetUser(tx, userId, act.now);
  return { isForgotten: true };
}
