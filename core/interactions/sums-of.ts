import type { Interaction, SpanType } from './interaction.ts';
import { wholeSeconds } from './whole-seconds.ts';

/** The sums that stand in columns: over the customer's spans that have ended, in the whole seconds that are shown. */
export function sumsOf({ parties, spans, detail, responseMaxSeconds }: Pick<Interaction, 'parties' | 'spans' | 'detail' | 'responseMaxSeconds'>): Pick<Interaction, 'queueSeconds' | 'talkSeconds' | 'holdSeconds' | 'responseAverageSeconds' | 'responseMaxSeconds'> {
  const customerId = parties.find((party) => party.kind === 'customer')?.id;
  const sum = (type: SpanType): number => spans.reduce(
    (seconds, span) => (span.partyId === customerId && span.type === type && span.endedMs !== null ? seconds + wholeSeconds(span.startedMs, span.endedMs) : seconds), 0);
  const count = detail.responseCount ?? 0;
  return {
    queueSeconds: sum('queue'), talkSeconds: sum('talk'), holdSeconds: sum('hold'),
    responseAverageSeconds: count === 0 ? 0 : Math.floor((detail.responseSecondsTotal ?? 0) / count), responseMaxSeconds,
  };
}
