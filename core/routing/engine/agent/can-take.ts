import type { InteractionKind } from '#core/interactions/index.ts';
import { builtInStatuses, statusIds, type AgentWork } from '#core/presence/index.ts';

const takingWork: ReadonlySet<number> = new Set(builtInStatuses.filter((status) => status.takesWork).map((status) => status.id));
const automatic: ReadonlySet<number> = new Set(builtInStatuses.filter((status) => status.isAutomatic).map((status) => status.id));

/** Whether an agent in this status is offered work; of a status of the account's own (id over 0) `ownStatusTakesWork` says it. */
export function takesWork(statusId: number, ownStatusTakesWork: boolean): boolean {
  return statusId > 0 ? ownStatusTakesWork : takingWork.has(statusId);
}

/** In-chat is shown while he takes work at all: what he chose says whether he does still. */
function takesWorkNow({ statusId, resumeStatusId, ownStatusTakesWork }: AgentWork): boolean {
  return takesWork(statusId === statusIds.inChat ? resumeStatusId ?? statusId : statusId, ownStatusTakesWork);
}

/** Whether only the system sets it. */
export function isAutomaticStatus(statusId: number): boolean {
  return automatic.has(statusId);
}

/** Units of the agent's capacity. */
export function weightOf(agent: AgentWork, kind: InteractionKind): number {
  return kind === 'call' ? agent.callWeight : agent.chatWeight;
}

/** Whether the agent may be asked to take one more of the kind. That no offer is open to him is the caller's to see. */
export function canTake(agent: AgentWork, kind: InteractionKind): boolean {
  return agent.isOnline && (kind === 'call' ? agent.takesCalls : agent.takesChats) && takesWorkNow(agent) && agent.wrapUpUntilMs === null
    && agent.load + weightOf(agent, kind) <= agent.capacity;
}

const unitMs = 86_400_000;

/**
 * By what the ready are ordered: who has nothing in hand goes first, longest idle first; a unit in hand counts as a day less of idling, so of those who have chats the one
 * with the fewest is asked. Null: not ready. Both stores keep it with the agent (`queue_agents.ready_since`).
 */
export function readySince(agent: AgentWork, kind: InteractionKind): number | null {
  return canTake(agent, kind) ? agent.idleSinceMs + agent.load * unitMs : null;
}
