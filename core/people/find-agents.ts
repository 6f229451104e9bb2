import { isStorable } from '#core/accounts/index.ts';
import { normaliseAddress, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { allOf, sql, type Sql, type Tx } from '#storage/index.ts';
import { agentColumns, type Agent } from './agent.ts';

/** Agents by id after `after`; deactivated ones only where asked for. */
export async function findAgents(
  tx: Tx, act: Act, { after = 0, limit = 100, withDeactivated = false }: { after?: number; limit?: number; withDeactivated?: boolean } = {},
): Promise<Agent[]> {
  requirePermission(act, 'people.read');
  const conditions: Sql[] = [sql`account_id = ${tx.accountId}`, sql`id > ${after}`];
  if (!withDeactivated) conditions.push(sql`deactivated_at IS NULL`);
  return tx.rows(sql<Agent>`SELECT ${agentColumns} FROM agents WHERE ${allOf(conditions)} ORDER BY id LIMIT ${Math.min(limit, 500)}`);
}

export async function getAgent(tx: Tx, act: Act, agentId: number): Promise<Agent> {
  requirePermission(act, 'people.read');
  const agent = await tx.maybe(sql<Agent>`SELECT ${agentColumns} FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  if (!agent) throw notFound('agent');
  return agent;
}

/** Who answers from this address, deactivated or not. */
export async function findAgentByAddress(tx: Tx, act: Act, address: string): Promise<Agent | null> {
  requirePermission(act, 'people.read');
  if (!isStorable(address)) return null;
  return tx.maybe(sql<Agent>`
    SELECT ${agentColumns} FROM agents WHERE account_id = ${tx.accountId}
      AND id = (SELECT agent_id FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = ${normaliseAddress(address)})`);
}
