import type { DisconnectedBy, FailReason } from '#core/interactions/index.ts';
import { handsOf, queueOfParty } from './agent/hands.ts';
import { withdrawOffers } from './close-offer.ts';
import { lockAgentsOf, lockInteraction } from './locks.ts';
import { takeFromQueue } from './put-in-queue.ts';
import { act, saveChange } from './save-change.ts';
import type { RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeAgents } from './wake.ts';

export interface EndInput {
  readonly interactionId: number;
  readonly by: DisconnectedBy;
  readonly failReason?: FailReason;
  readonly failDetails?: string;
  readonly adapterCode?: number;
  /** The customer takes back a call that was put off. Without it, hanging up on a call that is to be called back ends nothing: that is how a call back begins. */
  readonly cancelsScheduled?: boolean;
}

/** It is over, whoever ended it and wherever it was: offers are taken back, agents wrap up by the seconds of their queue. An end after the end changes nothing. */
export async function endInteraction(store: RoutingStore, { interactionId, cancelsScheduled = false, ...end }: EndInput): Promise<{ readonly outcome: 'ended' | 'over' | 'put-off'; readonly wake: Wake }> {
  const interaction = await lockInteraction(store, interactionId);
  if (interaction.endedMs !== null) return { outcome: 'over', wake: noWake };
  if (interaction.state === 'scheduled' && end.by === 'customer' && !cancelsScheduled) return { outcome: 'put-off', wake: noWake };
  await lockAgentsOf(store, [interaction]);
  const agents = await withdrawOffers(store, interactionId);
  await takeFromQueue(store, interactionId);
  let wrapUp = false;
  for (const party of handsOf(interaction)) {
    const queueId = queueOfParty(interaction, party);
    if (queueId !== null && ((await store.getQueue(queueId))?.wrapUpSeconds ?? 0) > 0) wrapUp = true;
  }
  const wake = await saveChange(store, interaction, act(store, interaction, { type: 'end', wrapUp, ...end }));
  return { outcome: 'ended', wake: joinWakes(wake, wakeAgents(agents)) };
}
