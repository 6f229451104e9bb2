import { addMember, checkAddress, createUser, findUserByEmail } from '#core/accounts/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import type { Agent } from './agent.ts';
import { reactivateAgent, renameAgent } from './change-agent.ts';
import { createAgent, setAgentUser } from './create-agent.ts';
import { findAgentByAddress, getAgent } from './find-agents.ts';

/**
 * A person who may sign in and answers: user, membership and agent in one. A user of this e-mail who is known to the server, but no member,
 * becomes one and keeps name and password; so does the agent whom mail from this address discovered, or who left before. A new user has no
 * password until one is set. `conflict` where the e-mail is a member's.
 */
export async function addAgentWithLogin(tx: Tx, act: Act, { name, email, role }: { name: string; email: string; role: string }): Promise<Agent> {
  requirePermission(act, 'people.write');
  const address = checkAddress('email', email);
  const user = await findUserByEmail(tx, address) ?? await createUser(tx, act, { email, name });
  await addMember(tx, act, { userId: user.id, role });
  const reader = seesAll(act);
  const known = await findAgentByAddress(tx, reader, address);
  if (!known || (known.userId !== null && known.userId !== user.id)) return createAgent(tx, act, { name, addresses: known ? [] : [address], userId: user.id });
  await reactivateAgent(tx, act, known.id);
  await renameAgent(tx, act, known.id, name);
  await setAgentUser(tx, act, known.id, user.id);
  return getAgent(tx, reader, known.id);
}
