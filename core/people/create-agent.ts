import { checkName, linkAgent } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { CoreError, requirePermission, seesAll, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { addAgentAddress } from './agent-addresses.ts';
import type { Agent } from './agent.ts';
import { getAgent } from './find-agents.ts';

export interface AgentInput {
  readonly name: string;
  readonly addresses?: readonly string[];
  /** A member of the account; null: no login. */
  readonly userId?: number | null;
}

/** Creates an agent. `conflict` where an address is another agent's, or the user is an agent already. */
export async function createAgent(tx: Tx, act: Act, { name, addresses = [], userId = null }: AgentInput): Promise<Agent> {
  requirePermission(act, 'people.write');
  const checkedName = checkName('name', name);
  const { id } = await tx.one(sql<{ id: number }>`
    INSERT INTO agents (account_id, name, created_at) VALUES (${tx.accountId}, ${checkedName}, ${act.now}) RETURNING id`);
  await writeAudit(tx, act, { action: 'agent.created', targetKind: 'agent', targetId: id });
  for (const address of addresses) await addAgentAddress(tx, act, id, address);
  if (userId !== null) await setAgentUser(tx, act, id, userId);
  return getAgent(tx, seesAll(act), id);
}

/** Says whose login an agent is; null takes it away. The user must be a member, and be no other agent. */
export async function setAgentUser(tx: Tx, act: Act, agentId: number, userId: number | null): Promise<void> {
  requirePermission(act, 'people.write');
  const { userId: before } = await getAgent(tx, seesAll(act), agentId);
  if (before === userId) return;
  if (before !== null) await linkAgent(tx, act, { userId: before, agentId: null }).catch(ignoreGone);
  if (userId !== null) {
    await linkAgent(tx, act, { userId, agentId });
    const taken = await tx.maybe(sql<object>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND user_id = ${userId} AND id <> ${agentId}`);
    if (taken) throw new CoreError('conflict', 'This user is another agent already.', { key: 'agent-already' });
  }
  await tx.run(sql`UPDATE agents SET user_id = ${userId} WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  await writeAudit(tx, act, { action: 'agent.user-set', targetKind: 'agent', targetId: agentId, detail: { userId } });
}

/** The former user's membership may have ended. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof CoreError && error.code === 'not-found')) throw error;
}
