import { getMember, getUser } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { reactivateAgent } from './change-agent.ts';
import { createAgent } from './create-agent.ts';

/**
 * The agent whom a member is, made where there is none, at work again where he had left: for ways in whose every user is an agent. The server does it for the user, so it
 * asks for no permission of his. Null: no member. Two at once: the second has a `conflict` or a broken unique key, and finds it when asked again.
 */
export async function ensureAgentOfUser(tx: Tx, act: Act, userId: number): Promise<number | null> {
  const member = await getMember(tx, userId);
  if (!member) return null;
  const server = systemAct(act.accountId, act.now, act.source);
  if (member.agentId !== null) {
    await reactivateAgent(tx, server, member.agentId);
    return member.agentId;
  }
  const user = await getUser(tx, userId);
  const agent = await createAgent(tx, server, { name: user!.name, userId });
  return agent.id;
}

/** The same for a new member, where the role lets the person answer customers: conversations can be assigned from the first minute. Null: it does not. */
export async function ensureAgentWhoReplies(tx: Tx, act: Act, userId: number): Promise<number | null> {
  const member = await getMember(tx, userId);
  return member?.permissions.has('conversations.reply') ? ensureAgentOfUser(tx, act, userId) : null;
}
