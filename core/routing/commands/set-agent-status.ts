import { invalid, notFound, type Act } from '#core/kernel/index.ts';
import { setAvailability as keepAvailability, type Availability } from '#core/people/index.ts';
import { changeAgentCapacity, ensureAgentPresence, getAgentWork, readStatuses, statusIds, type AgentWork, type CapacityChange } from '#core/presence/index.ts';
import type { Tx } from '#storage/index.ts';
import { ringBell } from '../bell.ts';
import { changeReadiness, chooseStatus, joinWakes, noWake, recountAgent } from '../engine/index.ts';
import { inStore, runRouting, type Change } from '../run/run-rule.ts';
import { requireDesk } from './require-desk.ts';

/**
 * How an agent says that he stands, or somebody else for him (work.supervise; the log keeps who). In a call it takes effect when the call is over. A status
 * that only the system sets, or that the account has not, is refused. Before the agent was ever at a desk his place there is made by it.
 */
export async function setAgentStatus(change: Change, act: Act, { agentId, statusId }: { readonly agentId: number; readonly statusId: number }): Promise<AgentWork> {
  await runRouting(change, act, async (tx) => {
    const { setBy } = await requireDesk(tx, act, agentId);
    const ownStatusTakesWork = await checkStatus(tx, statusId);
    await ensureAgentPresence(tx, act, agentId);
    return { result: null, wake: await inStore(tx, act, (store) => chooseStatus(store, { agentId, statusId, ownStatusTakesWork, setBy })) };
  });
  return readWork(change, agentId);
}

export interface AgentPresenceChange extends AgentReadiness, CapacityChange { readonly statusId?: number | undefined }

/**
 * Status, readiness and how much he takes, all or nothing: what is not named stays. Capacity and weights need work.supervise, of oneself as well; null: as the
 * account has it.
 */
export async function changeAgentPresence(change: Change, act: Act, { agentId, statusId, capacity, callWeight, chatWeight, ...takes }: AgentPresenceChange): Promise<AgentWork> {
  const figures: CapacityChange = { ...(capacity !== undefined && { capacity }), ...(callWeight !== undefined && { callWeight }), ...(chatWeight !== undefined && { chatWeight }) };
  await runRouting(change, act, async (tx) => {
    const { setBy } = await requireDesk(tx, act, agentId);
    const ownStatusTakesWork = statusId !== undefined && await checkStatus(tx, statusId);
    await ensureAgentPresence(tx, act, agentId);
    return {
      result: null,
      wake: await inStore(tx, act, async (store) => {
        const chosen = statusId === undefined ? noWake : await chooseStatus(store, { agentId, statusId, ownStatusTakesWork, setBy });
        const ready = Object.keys(takes).length === 0 ? noWake : await changeReadiness(store, { agentId, ...takes, setBy });
        if (Object.keys(figures).length === 0) return joinWakes(chosen, ready);
        await changeAgentCapacity(tx, act, agentId, figures); // last: the locks of interactions come before those of agents
        return joinWakes(chosen, ready, await recountAgent(store, agentId));
      }),
    };
  });
  return readWork(change, agentId);
}

export interface AgentReadiness { readonly agentId: number; readonly takesMessages?: boolean; readonly takesCalls?: boolean; readonly takesChats?: boolean }

/** For which kinds of work the agent is ready; what is not named stays. Another's needs work.supervise. */
export async function setAgentReadiness(change: Change, act: Act, readiness: AgentReadiness): Promise<AgentWork> {
  const { agentId } = readiness;
  await runRouting(change, act, async (tx) => {
    const { setBy } = await requireDesk(tx, act, agentId);
    await ensureAgentPresence(tx, act, agentId);
    return { result: null, wake: await inStore(tx, act, (store) => changeReadiness(store, { ...readiness, setBy })) };
  });
  return readWork(change, agentId);
}

/**
 * Availability, and the status with it for an agent who has one: available is Available, busy is Unavailable, offline is Offline. In the transaction that is
 * open; what it makes possible is matched by the standing work at once after the commit.
 */
export async function setAgentAvailability(tx: Tx, act: Act, agentId: number, change: { readonly availability?: Availability | undefined; readonly autoOffline?: boolean | undefined }): Promise<void> {
  await keepAvailability(tx, act, agentId, change);
  if (change.availability === undefined || await getAgentWork(tx, agentId) === null) return;
  await inStore(tx, act, (store) => chooseStatus(store, { agentId, statusId: statusOf[change.availability!] }));
  tx.afterCommit(() => ringBell('due'));
}

const statusOf: Readonly<Record<Availability, number>> = { available: statusIds.available, busy: statusIds.unavailable, offline: statusIds.offline };

/** Whether it is one of the account's own that takes work. */
async function checkStatus(tx: Tx, statusId: number): Promise<boolean> {
  const status = (await readStatuses(tx)).find(({ id, isDeleted }) => id === statusId && !isDeleted);
  if (!status) throw invalid('statusId', 'is no status of this account', 'no-status');
  if (status.isAutomatic) throw invalid('statusId', 'is set by the system only', 'status-automatic');
  return !status.isBuiltIn && status.takesWork;
}

async function readWork(change: Change, agentId: number): Promise<AgentWork> {
  const work = await change((tx) => getAgentWork(tx, agentId));
  if (!work) throw notFound('agent');
  return work;
}
