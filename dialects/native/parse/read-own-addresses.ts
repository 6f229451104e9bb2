import { findAddressRequests } from '#core/desk/index.ts';
import { getAgent } from '#core/people/index.ts';
import type { Act } from '#core/kernel/index.ts';
import type { Tx } from '#http/index.ts';
import type { OwnAddresses } from '../schemas/me.ts';
import { readingBack } from './reading-back.ts';

/** Whoever is signed in may see the own. */
export async function readOwnAddresses(tx: Tx, act: Act, agentId: number | null): Promise<OwnAddresses> {
  const agent = agentId === null ? null : await getAgent(tx, readingBack(act), agentId);
  const requests = await findAddressRequests(tx, act, { own: true });
  return { agentId, addresses: [...(agent?.addresses ?? [])], requests: requests.map(({ id, address, createdAt }) => ({ id, address, createdAt })) };
}
