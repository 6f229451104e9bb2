import { findAvailability } from '#core/presence/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Agent as CoreAgent } from '#core/people/index.ts';
import type { Tx } from '#http/index.ts';
import type { Agent } from '../schemas/people.ts';

/** Agents as answers show them, with who is there. The caller has checked the permission. */
export async function renderAgents(tx: Tx, act: Act, agents: readonly CoreAgent[]): Promise<Agent[]> {
  const there = await findAvailability(tx, act, agents.map(({ id }) => id));
  return agents.map(({ id, name, userId, addresses, isDiscovered, createdAt, deactivatedAt }) => (
    { id, name, userId, addresses: [...addresses], isDiscovered, availability: there.get(id)?.availability ?? 'offline', createdAt, deactivatedAt }));
}
