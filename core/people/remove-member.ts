import { endMember, getMember } from '#core/accounts/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { deactivateAgent } from './change-agent.ts';

/** Ends a membership, and with it the work of the agent behind it: what he answered and his addresses stay his. Never the last owner's. */
export async function removeMember(tx: Tx, act: Act, userId: number): Promise<void> {
  requirePermission(act, 'people.write');
  const member = await getMember(tx, userId);
  if (!member) throw notFound('user');
  await endMember(tx, act, userId);
  if (member.agentId !== null) await deactivateAgent(tx, act, member.agentId);
}
