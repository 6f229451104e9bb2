import { statusIds, type AgentWork } from '#core/presence/index.ts';
import { isAutomaticStatus, takesWork } from './can-take.ts';

export interface AgentChange {
  readonly calls?: number;
  readonly chats?: number;
  /** Weight of the exclusive offer that is open to him now; 0: none. */
  readonly offeredWeight?: number;
  readonly isOnline?: boolean;
  readonly takesMessages?: boolean;
  readonly takesCalls?: boolean;
  readonly takesChats?: boolean;
  readonly wrapUpUntilMs?: number | null;
  /** What he wants to be, or what a missed call makes him. */
  readonly chosenStatusId?: number;
  /** Of the chosen status, where it is the account's own. */
  readonly ownStatusTakesWork?: boolean;
  /** To the end of the line: he was asked and did not take it. */
  readonly isLast?: boolean;
}

/** The status that an agent chose, whatever he is doing now. */
export function chosenStatus(agent: AgentWork): number {
  return isShownForWork(agent.statusId) ? agent.resumeStatusId ?? statusIds.available : agent.statusId;
}

/** In-call, In-chat and Wrap-up follow from what he has in hand. Missed Call is automatic too but stays until he says otherwise. */
function isShownForWork(statusId: number): boolean {
  return isAutomaticStatus(statusId) && statusId !== statusIds.missedCall;
}

/**
 * The agent after a change: load, status and idle time follow from what he has in hand. A call shows In-call, a wrap-up Wrap-up, and a chat In-chat while he takes work at
 * all; else what he chose. The load is counted anew from the weights of today, so changing a weight never leaves a rest behind.
 */
export function agentAfter(agent: AgentWork, change: AgentChange, nowMs: number): AgentWork {
  const { offeredWeight = 0, chosenStatusId = chosenStatus(agent), isLast = false, ...fields } = change;
  const ownStatusTakesWork = fields.ownStatusTakesWork ?? (change.chosenStatusId === undefined && agent.ownStatusTakesWork);
  const next = { ...agent, ...fields, ownStatusTakesWork };
  const wasBusy = agent.calls + agent.chats > 0 || agent.wrapUpUntilMs !== null;
  const isBusy = next.calls + next.chats > 0 || next.wrapUpUntilMs !== null;
  const shown = next.calls > 0 ? statusIds.inCall
    : next.wrapUpUntilMs !== null ? statusIds.wrapUp
    : next.chats > 0 && takesWork(chosenStatusId, ownStatusTakesWork) ? statusIds.inChat
    : chosenStatusId;
  return {
    ...next,
    load: next.calls * next.callWeight + next.chats * next.chatWeight + offeredWeight,
    statusId: shown,
    resumeStatusId: shown === chosenStatusId ? null : chosenStatusId,
    statusSinceMs: shown === agent.statusId ? agent.statusSinceMs : Math.max(nowMs, agent.statusSinceMs),
    idleSinceMs: isLast || (wasBusy && !isBusy) ? nowMs : agent.idleSinceMs,
  };
}
