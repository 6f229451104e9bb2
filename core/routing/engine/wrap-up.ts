import { agentAfter } from './agent/agent-after.ts';
import { lockDesk, type Desk } from './locks.ts';
import { act, offeredWeight } from './save-change.ts';
import type { RoutingStore, Wake } from './store.ts';
import { noWake, wakeAgents } from './wake.ts';

/** The agent is done, or the time is over (`isDue`): every wrap-up of his ends. It is never longer than the queue gives. */
export async function endWrapUp(store: RoutingStore, { agentId, isDue = false }: { agentId: number; isDue?: boolean }): Promise<Wake> {
  const desk = await lockDesk(store, agentId);
  if (desk === null) return noWake;
  const { agent } = desk;
  if (isDue && agent.wrapUpUntilMs !== null && agent.wrapUpUntilMs > store.nowMs) return noWake;
  await store.dropTimer('wrap-up', agentId);
  if (agent.wrapUpUntilMs === null) return noWake;
  await endWrapUpsOf(store, desk);
  await store.saveAgent(agent, agentAfter(agent, { wrapUpUntilMs: null, offeredWeight: await offeredWeight(store, agentId) }, store.nowMs));
  return wakeAgents([agentId]);
}

/** The records of his wrap-ups; the agent himself is saved by the caller. */
export async function endWrapUpsOf(store: RoutingStore, { agent, interactions, work }: Desk): Promise<void> {
  for (const { interactionId, isWrapUp } of work) {
    const interaction = interactions.get(interactionId);
    if (!isWrapUp || interaction === undefined) continue;
    const after = act(store, interaction, { type: 'wrap-up-ends', agentId: agent.agentId });
    if (after !== interaction) await store.saveInteraction(interaction, after);
  }
}
