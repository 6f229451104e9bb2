import type { Phase } from '#core/calendars/index.ts';
import type { QueueAction, QueueRules } from '../queue.ts';

export interface QueueSituation {
  /** Of the queue's calendar; open where it has none. */
  readonly phase: Phase;
  /** What waits already. */
  readonly waiting: number;
  /** Agents of the queue who are ready now. */
  readonly readyAgents: number;
}

export type EntryDecision =
  | { readonly decision: 'wait' }
  | { readonly decision: 'deflect'; readonly cause: 'after-hours' | 'over-capacity'; readonly action: Exclude<QueueAction, { action: 'wait' }> };

/**
 * What becomes of work that comes to a queue: it waits, or the queue does something else with it, and why. Outside hours (`closed`; in the backup phase people
 * work) the after-hours action counts; then, where as many wait as may and no ready agent is left over for one more, the one over capacity. `wait` lets it in
 * all the same. Pure: routing asks this when work arrives, the preview asks it for any instant.
 */
export function entryDecision(rules: Pick<QueueRules, 'waitingMax' | 'afterHours' | 'overCapacity'>, { phase, waiting, readyAgents }: QueueSituation): EntryDecision {
  if (phase === 'closed' && rules.afterHours.action !== 'wait') return { decision: 'deflect', cause: 'after-hours', action: rules.afterHours };
  const isFull = rules.waitingMax !== null && waiting >= rules.waitingMax && readyAgents <= waiting;
  if (isFull && rules.overCapacity.action !== 'wait') return { decision: 'deflect', cause: 'over-capacity', action: rules.overCapacity };
  return { decision: 'wait' };
}
