import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Says which agent a member is. The people module calls it in the transaction that gives an agent its user; `null` takes it away. */
export async function linkAgent(tx: Tx, act: Act, { userId, agentId }: { userId: number; agentId: number | null }): Promise<void> {
  requirePermission(act, 'people.write');
  const linked = await tx.run(sql`
    UPDATE memberships SET agent_id = ${agentId} WHERE account_id = ${tx.accountId} AND user_id = ${userId} AND ended_at IS NULL`);
  if (linked === 0) throw notFound('user');
}
