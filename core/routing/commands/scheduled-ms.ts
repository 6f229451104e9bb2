import { invalid, type Act } from '#core/kernel/index.ts';

const daysMax = 366;

/** An instant at which a customer is to be called, in epoch milliseconds: at most 366 days from now. What is past already is due at once. */
export function scheduledMsOf(act: Act, scheduledAt: string): number {
  const ms = Date.parse(scheduledAt);
  if (Number.isNaN(ms)) throw invalid('scheduledAt', 'is no instant', 'no-instant');
  if (ms > Date.parse(act.now) + daysMax * 86_400_000) throw invalid('scheduledAt', `must not be more than ${daysMax} days from now`, 'instant-too-far', { days: daysMax });
  return ms;
}
