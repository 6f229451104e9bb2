import { requirePermission, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import type { Offer } from './engine/store.ts';
import { requireDesk, requireOwnDesk } from './commands/require-desk.ts';
import { findOffersWhere } from './store/read-offers.ts';

/** What is held out to an agent now, and why to him. One's own (null); another's to whoever supervises. */
export async function findOpenOffers(tx: Tx, act: Act, of: number | null): Promise<Offer[]> {
  const agentId = of ?? await requireOwnDesk(tx, act);
  await requireDesk(tx, act, agentId);
  return findOffersWhere(tx, sql`o.agent_id = ${agentId} AND o.state = 'open'`);
}

/** Everybody to whom an interaction was held out, in order. */
export async function findOffersOf(tx: Tx, act: Act, interactionId: number): Promise<Offer[]> {
  requirePermission(act, 'queues.read');
  return findOffersWhere(tx, sql`o.interaction_id = ${interactionId}`);
}
