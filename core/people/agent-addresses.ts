import { checkAddress, isStorable } from '#core/accounts/index.ts';
import { writeAudit } from '#core/audit/index.ts';
import { appendEvents } from '#core/events/index.ts';
import { CoreError, normaliseAddress, notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';

/**
 * From now on answers from this address are credited to the agent. The address is ours, now and in the past: the figures follow, while
 * mails held keep their direction until `reclassifyMail`. `conflict` where the address is another agent's; again: nothing happens.
 */
export async function addAgentAddress(tx: Tx, act: Act, agentId: number, address: string): Promise<void> {
  requirePermission(act, 'people.write');
  const key = checkAddress('address', address);
  const agent = await tx.maybe(sql<object>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  if (!agent) throw notFound('agent');
  const added = await tx.run(sql`
    INSERT INTO agent_addresses (account_id, address, agent_id) VALUES (${tx.accountId}, ${key}, ${agentId}) ON CONFLICT DO NOTHING`);
  if (added === 0) {
    const holder = await tx.maybe(sql<{ agentId: number }>`
      SELECT agent_id AS "agentId" FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = ${key}`);
    if (holder?.agentId === agentId) return;
    throw new CoreError('conflict', 'This address is another agent\'s.', { key: 'agent-address-taken', fields: [{ field: 'address', problem: 'is another agent\'s', key: 'agent-address-taken' }] });
  }
  await appendEvents(tx, act, [{ type: 'agent.changed', data: { agentId, addressesChanged: true } }]);
  await writeAudit(tx, act, { action: 'agent.address-added', targetKind: 'agent', targetId: agentId, detail: { address: key } });
}

/** Takes an address away from the agent; `not-found` where it is not his. */
export async function removeAgentAddress(tx: Tx, act: Act, agentId: number, address: string): Promise<void> {
  requirePermission(act, 'people.write');
  if (!isStorable(address)) throw notFound('address');
  const key = normaliseAddress(address);
  const removed = await tx.run(sql`
    DELETE FROM agent_addresses WHERE account_id = ${tx.accountId} AND address = ${key} AND agent_id = ${agentId}`);
  if (removed === 0) throw notFound('address');
  await appendEvents(tx, act, [{ type: 'agent.changed', data: { agentId, addressesChanged: true } }]);
  await writeAudit(tx, act, { action: 'agent.address-removed', targetKind: 'agent', targetId: agentId, detail: { address: key } });
}

/** Makes exactly these addresses the agent's. One that is another agent's, and nothing changes. */
export async function setAgentAddresses(tx: Tx, act: Act, agentId: number, addresses: readonly string[]): Promise<void> {
  requirePermission(act, 'people.write');
  const wanted = new Set(addresses.map((address) => checkAddress('addresses', address)));
  const agent = await tx.maybe(sql<object>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId} FOR UPDATE`);
  if (!agent) throw notFound('agent');
  const rows = await tx.rows(sql<{ address: string }>`SELECT address FROM agent_addresses WHERE account_id = ${tx.accountId} AND agent_id = ${agentId}`);
  const present = new Set(rows.map(({ address }) => address));
  for (const address of present) if (!wanted.has(address)) await removeAgentAddress(tx, act, agentId, address);
  for (const address of wanted) if (!present.has(address)) await addAgentAddress(tx, act, agentId, address);
}
