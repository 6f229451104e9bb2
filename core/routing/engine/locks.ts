import { notFound } from '#core/kernel/index.ts';
import type { Interaction } from '#core/interactions/index.ts';
import type { AgentWork } from '#core/presence/index.ts';
import { handsOf } from './agent/hands.ts';
import type { Offer, RoutingStore, WorkInHand } from './store.ts';

/** What was read before the locks is no longer so: nothing was changed, run the transaction again. `retrying` does. */
export class Again extends Error {
  constructor() {
    super('The world changed between looking and locking.');
    this.name = 'Again';
  }
}

/** Runs a rule in a transaction, and again where it asks for it; a run that ends so has changed nothing. */
export type Transact = <Result>(work: (store: RoutingStore) => Promise<Result>) => Promise<Result>;

export function retrying(transact: Transact, triesMax = 20): Transact {
  return async (work) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await transact(work);
      } catch (error) {
        if (!(error instanceof Again) || tries >= triesMax) throw error;
      }
    }
  };
}

export async function lockInteraction(store: RoutingStore, interactionId: number): Promise<Interaction> {
  const interaction = await store.lockInteraction(interactionId);
  if (interaction === null) throw notFound('interaction');
  return interaction;
}

/**
 * Locks, in the order of their ids, every agent whom a change of these interactions may touch: who has them in hand and who is asked to take them. Before the first change, so that two
 * changes never lock the same agents in different orders.
 */
export async function lockAgentsOf(store: RoutingStore, interactions: readonly Interaction[], more: readonly number[] = []): Promise<AgentWork[]> {
  const ids = new Set(more);
  for (const interaction of interactions) {
    for (const party of handsOf(interaction)) ids.add(party.agentId!);
    for (const offer of await store.openOffersOf(interaction.id)) if (offer.isExclusive) ids.add(offer.agentId);
  }
  return store.lockAgents([...ids].toSorted((a, b) => a - b));
}

export interface Desk {
  readonly agent: AgentWork;
  /** By id: all that he has in hand, wraps up or is asked to take. */
  readonly interactions: ReadonlyMap<number, Interaction>;
  readonly work: readonly WorkInHand[];
  readonly open: readonly Offer[];
}

/** Locks everything that an agent has to do with, interactions first. Null: there is no such agent. */
export async function lockDesk(store: RoutingStore, agentId: number): Promise<Desk | null> {
  const ids = new Set([...(await store.workOf(agentId)).map((work) => work.interactionId), ...(await store.openOffersFor(agentId)).map((offer) => offer.interactionId)]);
  const interactions = new Map<number, Interaction>();
  for (const id of [...ids].toSorted((a, b) => a - b)) {
    const interaction = await store.lockInteraction(id);
    if (interaction !== null) interactions.set(id, interaction);
  }
  const agent = (await lockAgentsOf(store, [...interactions.values()], [agentId])).find((one) => one.agentId === agentId);
  if (agent === undefined) return null;
  const work = await store.workOf(agentId);
  const open = await store.openOffersFor(agentId);
  if ([...work, ...open].some(({ interactionId }) => !ids.has(interactionId))) throw new Again();
  return { agent, interactions, work, open };
}
