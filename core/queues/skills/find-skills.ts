import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Skill } from '../setup/find-queues.ts';

/** What an agent can, by name. */
export async function getAgentSkills(tx: Tx, act: Act, agentId: number): Promise<Skill[]> {
  requirePermission(act, 'queues.read');
  if (!await tx.maybe(sql<object>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId}`)) throw notFound('agent');
  return tx.rows(sql<Skill>`SELECT skill, level FROM agent_skills WHERE account_id = ${tx.accountId} AND agent_id = ${agentId} ORDER BY skill`);
}

/** Every skill that somebody has or some queue asks for: to choose from. */
export async function findSkills(tx: Tx, act: Act): Promise<string[]> {
  requirePermission(act, 'queues.read');
  const rows = await tx.rows(sql<{ skill: string }>`
    SELECT skill FROM agent_skills WHERE account_id = ${tx.accountId} UNION SELECT skill FROM queue_skills WHERE account_id = ${tx.accountId} ORDER BY skill`);
  return rows.map(({ skill }) => skill);
}
