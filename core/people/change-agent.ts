import { checkName } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/** Another name. A discovered agent whom somebody names is discovered no longer: a person stands behind the row, and his addresses are ours. */
export async function renameAgent(tx: Tx, act: Act, agentId: number, name: string): Promise<void> {
  requirePermission(act, 'people.write');
  const before = await tx.maybe(sql<{ isDiscovered: boolean }>`
    SELECT is_discovered AS "isDiscovered" FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId} FOR UPDATE`);
  if (!before) throw notFound('agent');
  await tx.run(sql`
    UPDATE agents SET name = ${checkName('name', name)}, is_discovered = false WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  await appendEvents(tx, act, [{ type: 'agent.changed', data: { agentId, addressesChanged: before.isDiscovered } }]);
  await writeAudit(tx, act, { action: 'agent.renamed', targetKind: 'agent', targetId: agentId });
}

/** Takes an agent out of lists and work; what he answered stays his, so do his addresses. Again: nothing happens. */
export async function deactivateAgent(tx: Tx, act: Act, agentId: number): Promise<void> {
  await setDeactivated(tx, act, agentId, act.now);
}

export async function reactivateAgent(tx: Tx, act: Act, agentId: number): Promise<void> {
  await setDeactivated(tx, act, agentId, null);
}

async function setDeactivated(tx: Tx, act: Act, agentId: number, at: string | null): Promise<void> {
  requirePermission(act, 'people.write');
  const agent = await tx.maybe(sql<{ deactivatedAt: string | null }>`
    SELECT deactivated_at AS "deactivatedAt" FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId} FOR UPDATE`);
  if (!agent) throw notFound('agent');
  if ((agent.deactivatedAt === null) === (at === null)) return;
  await tx.run(sql`UPDATE agents SET deactivated_at = ${at} WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  await appendEvents(tx, act, [{ type: 'agent.changed', data: { agentId, addressesChanged: false } }]);
  await writeAudit(tx, act, { action: at === null ? 'agent.reactivated' : 'agent.deactivated', targetKind: 'agent', targetId: agentId });
}
