import { invalid } from '#core/kernel/index.ts';
import { agentAfter, type AgentChange } from './agent/agent-after.ts';
import { isAutomaticStatus, takesWork } from './agent/can-take.ts';
import { lockDesk } from './locks.ts';
import { endInVain } from './refuse-offer.ts';
import { offeredWeight } from './save-change.ts';
import type { RoutingStore, Wake } from './store.ts';
import { joinWakes, noWake, wakeAgents } from './wake.ts';
import { endWrapUpsOf } from './wrap-up.ts';

/**
 * The agent says how he stands, or somebody else for him. In a call it takes effect when the call is over; it ends a wrap-up; in a chat he keeps his chats and, where the status
 * takes no work, is given no more. What rings meanwhile counts as rejected when he says that he takes no work.
 */
export async function chooseStatus(store: RoutingStore, { agentId, statusId, ownStatusTakesWork = false, setBy = null }: { agentId: number; statusId: number; ownStatusTakesWork?: boolean; setBy?: number | null }): Promise<Wake> {
  if (isAutomaticStatus(statusId)) throw invalid('statusId', 'is set by the system only', 'status-automatic');
  return changeAgent(store, agentId, { chosenStatusId: statusId, ownStatusTakesWork, wrapUpUntilMs: null }, { setBy, refuses: !takesWork(statusId, ownStatusTakesWork) });
}

/** For which kinds he is ready. What rings meanwhile counts as rejected when its kind is turned off. */
export async function changeReadiness(store: RoutingStore, { agentId, setBy = null, ...takes }: { agentId: number; takesMessages?: boolean; takesCalls?: boolean; takesChats?: boolean; setBy?: number | null }): Promise<Wake> {
  return changeAgent(store, agentId, takes, { setBy, refuses: false });
}

/** His first device is there. Which status he comes back to is the caller's to know. */
export async function comeOnline(store: RoutingStore, { agentId, statusId, ownStatusTakesWork = false }: { agentId: number; statusId: number; ownStatusTakesWork?: boolean }): Promise<Wake> {
  return changeAgent(store, agentId, { isOnline: true, chosenStatusId: statusId, ownStatusTakesWork }, { setBy: null, refuses: false });
}

/** His figures (capacity, weights) or what his status means were changed: load, what he shows and whether he is ready follow. */
export async function recountAgent(store: RoutingStore, agentId: number): Promise<Wake> {
  const agent = await store.lockAgent(agentId);
  if (agent === null) return noWake;
  await store.saveAgent(agent, agentAfter(agent, { offeredWeight: await offeredWeight(store, agentId) }, store.nowMs));
  return wakeAgents([agentId]);
}

async function changeAgent(store: RoutingStore, agentId: number, change: AgentChange, { setBy, refuses }: { setBy: number | null; refuses: boolean }): Promise<Wake> {
  const desk = await lockDesk(store, agentId);
  if (desk === null) return noWake;
  let wake = wakeAgents([agentId]);
  for (const offer of desk.open) {
    const takesKind = offer.kind === 'call' ? change.takesCalls : change.takesChats;
    if (refuses || takesKind === false) wake = joinWakes(wake, await endInVain(store, offer, 'rejected'));
  }
  const agent = (await store.lockAgent(agentId)) ?? desk.agent;
  if (agent.wrapUpUntilMs !== null && change.wrapUpUntilMs === null) {
    await endWrapUpsOf(store, desk);
    await store.dropTimer('wrap-up', agentId);
  }
  await store.saveAgent(agent, agentAfter(agent, { ...change, offeredWeight: await offeredWeight(store, agentId) }, store.nowMs), setBy);
  return wake;
}
