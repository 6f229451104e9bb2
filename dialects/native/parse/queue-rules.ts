import { invalid } from '#core/kernel/index.ts';
import type { QueueAction as CoreAction } from '#core/queues/index.ts';
import type { QueueAction } from '../schemas/queues.ts';

interface Actions<Action> { readonly afterHours?: Action; readonly overCapacity?: Action; readonly waitedTooLong?: Action }

/** Actions as core has them: each with what belongs to it. `invalid` where an action names a queue that is not its, or none. */
export function parseQueueRules<Rules extends Actions<QueueAction>>(rules: Rules): Omit<Rules, keyof Actions<unknown>> & Actions<CoreAction> {
  const { afterHours, overCapacity, waitedTooLong, ...others } = rules;
  return {
    ...others,
    ...(afterHours && { afterHours: parseAction('afterHours', afterHours) }),
    ...(overCapacity && { overCapacity: parseAction('overCapacity', overCapacity) }),
    ...(waitedTooLong && { waitedTooLong: parseAction('waitedTooLong', waitedTooLong) }),
  };
}

function parseAction(field: string, { action, text, queueId }: QueueAction): CoreAction {
  if (action === 'queue') {
    if (queueId === undefined) throw invalid(`${field}.queueId`, 'names no queue', 'no-queue');
    if (text !== undefined) throw invalid(`${field}.text`, 'is not for this action', 'not-for-this');
    return { action, queueId };
  }
  if (queueId !== undefined) throw invalid(`${field}.queueId`, 'is not for this action', 'not-for-this');
  return action === 'wait' ? { action } : { action, ...(text === undefined ? {} : { text }) };
}
