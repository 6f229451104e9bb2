import type { Wake } from './store.ts';

/** Nothing to look at. */
export const noWake: Wake = { queues: [], agents: [] };

export function wakeQueue(queueId: number | null): Wake {
  return queueId === null ? noWake : { queues: [queueId], agents: [] };
}

export function wakeAgents(agentIds: readonly number[]): Wake {
  return { queues: [], agents: agentIds };
}

export function joinWakes(...wakes: readonly Wake[]): Wake {
  return { queues: unique(wakes.flatMap((wake) => wake.queues)), agents: unique(wakes.flatMap((wake) => wake.agents)) };
}

function unique(ids: readonly number[]): number[] {
  return [...new Set(ids)];
}
