import { notFound, requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { AgentWork } from './agent-work.ts';
import { readCapacity, type Capacity } from './capacity.ts';
import { findDevices, type Device } from './devices/devices.ts';
import { getAgentWork } from './work/lock-agent-work.ts';

/** `work` is null for who has never been at a desk: he is offline. */
export interface AgentPresence { readonly agentId: number; readonly work: AgentWork | null; /** The account's, for who has none of his own. */ readonly usual: Capacity; readonly devices: readonly Device[] }

/** How an agent stands now and where he is connected. */
export async function getAgentPresence(tx: Tx, act: Act, agentId: number): Promise<AgentPresence> {
  requirePermission(act, 'people.read');
  const agent = await tx.maybe(sql<object>`SELECT id FROM agents WHERE account_id = ${tx.accountId} AND id = ${agentId}`);
  if (!agent) throw notFound('agent');
  return { agentId, work: await getAgentWork(tx, agentId), usual: await readCapacity(tx), devices: await findDevices(tx, act, agentId) };
}
