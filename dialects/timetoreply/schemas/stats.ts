import { Type, type TInteger } from '@sinclair/typebox';
import { Closed, MapOrEmptyList, Nullable } from './php.ts';

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const hours = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

const Count = Type.Integer();
const counts = (names: readonly string[]) => Closed(Object.fromEntries(names.map((name) => [name, Count])) as Record<string, TInteger>);

const Direction = Closed({
  count: Count, initial: Count, replies: Count, forward: Count, follow_up: Count, initial_replies: Count,
  dayOfWeek: counts(weekdays),
  hourOfDay: counts(hours),
});

const duration = {
  friendly: Type.String({ description: 'Mean of business time: 01h:43m, 24m:25s, 05s, or N/A.' }),
  raw: Nullable(Type.Number({ description: 'Mean of business time in seconds.' })),
  friendly_no_business: Type.String(),
  raw_no_business: Nullable(Type.Number({ description: 'Mean of wall-clock time in seconds.' })),
};
// Decision 0040: the document shows both empty, beside goals without bands.
const Ranks = MapOrEmptyList(Type.Number({ description: 'Percent of the replies that took no longer than the band, by the band in seconds.' }));
const ranks = { percentileRanks: Ranks, percentileRanksRaw: Ranks };
// The document's samples leave the two counts of overallTTR null; ours are always numbers.
const goal = {
  within_sla: Nullable(Count),
  within_sla_percentage_friendly: Type.Number(),
  sla_breach: Nullable(Count),
  sla_breach_percentage_friendly: Type.Number(),
};
const excluded = { excluded_from_sla: Count, excluded_from_sla_percentage_friendly: Type.Number() };

/** Decision 0040: the document shows no element, and a request without days. */
const DailyStats = Closed({
  date: Type.String({ format: 'date' }),
  threads: Closed({ total: Count, inbound: Count, outbound: Count, internal: Count }),
  messages: Closed({ count: Count, received: Closed({ count: Count }), sent: Closed({ count: Count }) }),
  overallTTR: Closed({ ...duration, ...goal, ...excluded }),
  initialTTR: Closed({ ...duration, ...goal, ...excluded }),
  overallTTF: Closed(duration),
  overallTTC: Closed({ ...duration, ...goal }),
});

export const Stats = Closed({
  threads: Closed({
    total: Count, internal: Count, inbound: Count, outbound: Count, sent_internally: Count, await_customer: Count, await_agent: Count,
    closed: Count, have_replies: Count, have_replies_from_agents: Count, have_no_replies_from_agents: Count,
    completionRatio: Closed({ ratio: Type.Number(), numerator: Count, denominator: Count }),
    labels: Closed({ total: Count, list: MapOrEmptyList(Count) }),
  }),
  messages: Closed({ count: Count, initial: Count, replies: Count, forward: Count, follow_up: Count, received: Direction, sent: Direction }),
  overallTTR: Closed({ ...duration, ...ranks, ...goal, ...excluded }),
  initialTTR: Closed({ ...duration, ...ranks, ...goal, ...excluded }),
  overallTTF: Closed(duration),
  overallTTC: Closed({ ...duration, ...ranks, ...goal }),
  dailyStats: Type.Array(DailyStats, { description: 'Each day of the request, where it has "from" and "to" at most 366 days apart; else empty.' }),
});
