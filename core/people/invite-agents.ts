import { createInvitation, getMember, type NewInvitation } from '#core/accounts/index.ts';
import { invalid, notFound, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { reactivateAgent, renameAgent } from './change-agent.ts';
import { setAgentUser } from './create-agent.ts';
import { findAgentByAddress } from './find-agents.ts';
import { findAgentMailboxes } from './find-agent-mailboxes.ts';

const atOnceMax = 100;

/**
 * Invites agents to sign in, each at the first of his addresses; who has a login already is passed over. All or none: `not-found` for an id that is nobody's,
 * `invalid` for an agent without an address. The caller leaves each mail as later work in this transaction, where `isMailed` says so. Who accepts is that agent (`linkInvitedAgent`).
 */
export async function inviteAgents(
  tx: Tx, act: Act, { agentIds, role, isMailed }: { readonly agentIds: readonly number[]; readonly role: string; readonly isMailed: boolean },
): Promise<{ readonly agentId: number; readonly invitation: NewInvitation }[]> {
  requirePermission(act, 'people.write');
  const ids = [...new Set(agentIds)];
  if (ids.length > atOnceMax) throw invalid('ids', `must be at most ${atOnceMax}`, 'too-many-items', { max: atOnceMax });
  const { rows } = await findAgentMailboxes(tx, seesAll(act), { ids, sort: 'id', limit: atOnceMax, offset: 0 });
  if (rows.length < ids.length) throw notFound('agent');
  const byId = new Map(rows.map((row) => [row.id, row]));
  const made: { agentId: number; invitation: NewInvitation }[] = [];
  for (const [at, agentId] of ids.entries()) {
    const { hasLogin, addresses } = byId.get(agentId)!;
    if (hasLogin) continue;
    const [email] = addresses;
    if (email === undefined) throw invalid(`ids.${at}`, 'has no mail address to be invited at', 'agent-without-address');
    made.push({ agentId, invitation: await createInvitation(tx, act, { email, role, isMailed }) });
  }
  return made;
}

/**
 * Whoever accepted an invitation becomes the agent behind the address he was invited at: he answers as who he was. Nothing happens where the address is nobody's, or an agent's who
 * signs in, or where he is an agent already. Only for the way in by an invitation, whose address an administrator chose.
 */
export async function linkInvitedAgent(tx: Tx, act: Act, { userId, email }: { readonly userId: number; readonly email: string }): Promise<void> {
  requirePermission(act, 'people.write');
  const member = await getMember(tx, userId);
  if (!member || member.agentId !== null) return;
  const agent = await findAgentByAddress(tx, seesAll(act), email);
  if (!agent || agent.userId !== null) return;
  await reactivateAgent(tx, act, agent.id);
  if (agent.isDiscovered) await renameAgent(tx, act, agent.id, agent.name); // a person stands behind the row now
  await setAgentUser(tx, act, agent.id, userId);
}
