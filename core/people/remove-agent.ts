import { endMember, getMember } from '#core/accounts/index.ts';
import { requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import type { Tx } from '#storage/index.ts';
import { deactivateAgent } from './change-agent.ts';
import { getAgent } from './find-agents.ts';

/** Takes a person out of the account: the membership ends (sessions and tokens with it), the agent is deactivated. What he answered stays his. Never the last owner. */
export async function removeAgent(tx: Tx, act: Act, agentId: number): Promise<void> {
  requirePermission(act, 'people.write');
  const { userId } = await getAgent(tx, seesAll(act), agentId);
  if (userId !== null && await getMember(tx, userId)) await endMember(tx, act, userId);
  await deactivateAgent(tx, act, agentId);
}
