import { CoreError } from '#core/kernel/index.ts';
import { handsOf } from './agent/hands.ts';
import { lockAgentsOf, lockInteraction } from './locks.ts';
import { act, saveChange } from './save-change.ts';
import { startsConnecting } from './start-connecting.ts';
import type { RoutingStore, Wake } from './store.ts';
import { noWake } from './wake.ts';

/**
 * An agent dials out, or takes a call that is due later, without being asked: what waits in a queue, or is with somebody, is not to be had so. He is there, has no call in hand, and has
 * answered or rejected what rings.
 */
export async function takeDirectly(store: RoutingStore, { interactionId, agentId }: { interactionId: number; agentId: number }): Promise<Wake> {
  const interaction = await lockInteraction(store, interactionId);
  if (handsOf(interaction).some((party) => party.agentId === agentId)) return noWake;
  const isNobodys = interaction.state === 'scheduled' || (interaction.direction === 'out' && interaction.state === 'selecting' && interaction.agentId === null);
  if (!isNobodys) throw new CoreError('conflict', `This ${interaction.kind} is not to be taken without being offered.`, { key: 'interaction-state' });
  const agent = (await lockAgentsOf(store, [interaction], [agentId])).find((one) => one.agentId === agentId);
  if (agent === undefined || !agent.isOnline) throw new CoreError('conflict', 'This agent is not connected.', { key: 'agent-offline' });
  if (interaction.kind === 'call' && agent.calls > 0) throw new CoreError('conflict', 'This agent is not free for it now.', { key: 'agent-not-free', reason: 'agent-not-free' });
  if ((await store.openOffersFor(agentId)).length > 0) throw new CoreError('conflict', 'Take or reject what is offered first.', { key: 'offer-first' });
  const assigned = act(store, interaction, { type: 'assign', agentId, answerMode: 'manual' });
  await store.dropTimer('scheduled', interactionId);
  if (interaction.direction === 'out') await store.log({ agentId, activity: 'dialled', mode: null, interactionId, kind: interaction.kind });
  return saveChange(store, interaction, await startsConnecting(store, assigned, 0));
}
