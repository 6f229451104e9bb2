import type { ServiceLevel, SlaEvent } from './interaction.ts';

/** How a stay in a queue ended. moved: taken out by our side (another queue, called off). */
export type QueueOutcome = 'answered' | 'abandoned' | 'deflected' | 'moved' | 'expired';

/**
 * Judged when the stay ends, by what was promised when it began, in the whole seconds that are shown. Answered means that an agent took it; the
 * joining of the two lines is no part of the wait in the queue. What our side took out of the queue is excluded, so is a customer who left within
 * `abandonSeconds`. A stay without a promise (a transfer to one person) is excluded.
 */
export function judgeServiceLevel(outcome: QueueOutcome, waitedSeconds: number, promised: ServiceLevel | null): SlaEvent {
  if (promised === null || outcome === 'deflected' || outcome === 'moved') return 'excluded';
  if (outcome === 'answered') return waitedSeconds <= promised.targetSeconds ? 'in_sla' : 'not_in_sla';
  if (outcome === 'abandoned') return waitedSeconds <= promised.abandonSeconds ? 'excluded' : 'not_in_sla';
  return 'not_in_sla';
}
