import type { LogFilter, Party } from '../log-filter.ts';
import { seedNow } from './seed-log.ts';
import { channelIds, labelNames } from './seed-people.ts';
import type { Random } from './random.ts';

/** One of each kind and of each peculiarity. */
export const parties: readonly Party[] = [
  { kind: 'internal' },
  { kind: 'anybody' },
  { kind: 'agents', agentIds: [1], addressIds: [1, 2] },
  { kind: 'agents', agentIds: [1, 2, 3], addressIds: [1, 2, 3, 4] },
  { kind: 'agents', agentIds: [], addressIds: [6, 7] },
  { kind: 'agents', agentIds: [2, 3], addressIds: [3, 4, 6, 7], channelIds: [channelIds.help] },
  { kind: 'agents', agentIds: [], addressIds: [] },
  { kind: 'contacts', addressIds: [10], domains: ['kite.example'] },
  { kind: 'contacts', addressIds: [], domains: ['acme.example', 'branch.example'] },
];
const day = (at: number) => Temporal.PlainDate.from('2024-02-28').add({ days: at }).toString();

/** The parts of a filter, each alone worth a test. */
export const filterParts: readonly ((random: Random) => Partial<LogFilter>)[] = [
  (random) => ({ fromDay: day(random.below(40)) }),
  (random) => ({ toDay: day(random.below(60)) }),
  (random) => { const from = random.below(40); return { fromDay: day(from), toDay: day(from + random.below(15)) }; },
  (random) => ({ party: random.pick(parties) }),
  (random) => ({ party: random.pick(parties), partyNotInCc: true }),
  (random) => ({ communicatingWith: random.pick(parties) }),
  (random) => ({ communicatingWith: random.pick(parties), communicatingNotInCc: true }),
  (random) => ({ party: random.pick(parties), communicatingWith: random.pick(parties), exclusive: random.chance(0.7), partyNotInCc: random.chance(0.4) }),
  (random) => ({ search: random.pick(['invoice', 'CAFÉ', 'cafe', 'uberf', '%', '_', 'Re: ', '']) }),
  (random) => ({ labels: random.some([...labelNames, 'urgent ', 'no such label'], 0.4), labelsAll: random.chance(0.4) }),
  (random) => ({ threadTypes: random.some(['inbound', 'outbound', 'internal'] as const, 0.5) }),
  (random) => ({ threadStatuses: random.some(['internal', 'await-customer', 'await-agent', 'closed'] as const, 0.5) }),
  (random) => ({ replies: random.some(['has-replies', 'has-forwards', 'has-neither'] as const, 0.4) }),
  (random) => ({ classifications: random.some(['calculating', 'first', 'reply', 'reply-all', 'forward', 'follow-up'] as const, 0.5) }),
  (random) => ({ messageTypes: random.some(['inbound', 'outbound', 'internal'] as const, 0.5) }),
  (random) => ({ repliesOverSeconds: random.below(30_000) }),
  (random) => ({ closedOverSeconds: random.below(150_000) }),
  (random) => ({ messageRepliesOverSeconds: random.below(30_000) }),
  (random) => ({ noReplyForSeconds: random.below(90 * 86_400) }),
  (random) => ({ nudgesMin: random.below(3) }),
  (random) => ({ touchesMin: random.below(4) }),
  (random) => ({ lastTouchFromDay: day(random.below(40)) }),
  (random) => ({ lastTouchToDay: day(random.below(60)) }),
  (random) => { const from = random.below(40); return { lastTouchFromDay: day(from), lastTouchToDay: day(from + random.below(15)) }; },
];

/** Now in a half-hour zone, now in one that changes its clocks within the seeded time. */
export function bareFilter(random: Random): LogFilter {
  return { zone: random.pick(['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Auckland']), nowMs: Date.parse(seedNow) - random.below(60) * 86_400_000 };
}

/** Up to `most` parts at once. */
export function randomFilter(random: Random, most = 4): LogFilter {
  let filter = bareFilter(random);
  for (let left = random.below(most + 1); left > 0; left -= 1) filter = { ...filter, ...random.pick(filterParts)(random) };
  const { toDay, ...open } = filter;
  if (toDay !== undefined && (filter.fromDay ?? '') > toDay) filter = open;
  const { lastTouchToDay, ...untouched } = filter;
  return lastTouchToDay !== undefined && (filter.lastTouchFromDay ?? '') > lastTouchToDay ? untouched : filter;
}
