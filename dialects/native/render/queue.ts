import type { CallExplanation as CoreExplanation, Menu as CoreMenu, Queue as CoreQueue, QueueAction as CoreAction, QueueGroup as CoreGroup } from '#core/queues/index.ts';
import type { CallExplanation, Menu, Queue, QueueAction, QueueGroup } from '../schemas/queues.ts';

export function renderMenu(menu: CoreMenu): Menu {
  return { ...menu, languages: menu.languages.map((one) => ({ ...one })) };
}

function renderAction(action: CoreAction): QueueAction {
  return { ...action };
}

export function renderQueue(queue: CoreQueue): Queue {
  return {
    ...queue, assignments: queue.assignments.map((one) => ({ ...one })), skills: queue.skills.map((one) => ({ ...one })),
    afterHours: renderAction(queue.afterHours), overCapacity: renderAction(queue.overCapacity), waitedTooLong: renderAction(queue.waitedTooLong),
  };
}

export function renderQueueGroup({ id, name, queueIds, createdAt }: CoreGroup): QueueGroup {
  return { id, name, queueIds: [...queueIds], createdAt };
}

export function renderExplanation({ at, menu, choices, queues, end, botName, asked, agentCount }: CoreExplanation): CallExplanation {
  return {
    at, menu, end, botName, agentCount, choices: [...choices], asked: [...asked],
    queues: queues.map(({ outcome, ...queue }) => ({
      ...queue, decision: outcome.decision, ...(outcome.decision === 'wait' ? { cause: null, action: null } : { cause: outcome.cause, action: renderAction(outcome.action) }),
    })),
  };
}
