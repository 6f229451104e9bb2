import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { countStats } from './count-stats.ts';
import { findStatBreakdown } from './find-stat-breakdown.ts';
import type { LogFilter, LogPage } from './log-filter.ts';
import type { DayStats, LogStats, StatName } from './stats.ts';
import { bruteForceSelection, localTime } from './testing/brute-force-selection.ts';
import { openSeededLog, type SeededLog } from './testing/open-seeded-log.ts';
import { bareFilter, randomFilter } from './testing/random-filter.ts';
import { seededRandom } from './testing/random.ts';
import { readPlainLog, type PlainLog } from './testing/read-plain-log.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 17);
const everything: LogPage = { perPage: 1_000, page: 1, direction: 'desc' };
let log: SeededLog;
let plain: PlainLog;
before(async () => {
  log = await openSeededLog({ seed });
  await log.database.withAccount(log.account, (tx) => tx.run(sql`
    UPDATE setting_versions SET body = jsonb_set(jsonb_set(body, '{firstReply,bands}', '[3600,10000]'), '{overall,bands}', '[1000,20000]') WHERE kind = 'reply-goals' AND version = 2`));
  plain = await log.read(readPlainLog);
});
after(() => log.close());

const metrics = ['overallReply', 'initialReply', 'forward', 'close'] as const;
const countsOf = ({ threads, messages, ...day }: Omit<DayStats, 'day'>): number[] => [
  threads.total, threads.inbound, threads.outbound, threads.internal, messages.count, messages.received, messages.sent,
  ...metrics.flatMap((metric) => [day[metric].count, day[metric].outliers, ...(metric === 'forward' ? [] : [day[metric].withinGoal, day[metric].overGoal, day[metric].excluded])]),
];
const asDay = ({ threads, messages, ...rest }: LogStats): Omit<DayStats, 'day'> => ({ ...rest, threads, messages: { count: messages.count, received: messages.received.count, sent: messages.sent.count } });

/** A random filter whose days are `2024-03-01` and some after. */
function ofDays(round: number): LogFilter {
  const random = seededRandom(seed + round);
  const from = Temporal.PlainDate.from('2024-03-01').add({ days: random.below(25) });
  return { ...(round === 0 ? bareFilter(random) : randomFilter(random, 2)), fromDay: from.toString(), toDay: from.add({ days: 5 + random.below(20) }).toString() };
}

test('the days add up to the figures above them, and each has what stands on it one by one', async () => {
  for (let round = 0; round < 25; round += 1) {
    const filter = ofDays(round);
    const stats = await log.read((tx) => countStats(tx, filter));
    const about = `seed ${seed}, filter ${JSON.stringify(filter)}`;
    const sums = stats.days.map(countsOf).reduce((sum, day) => sum.map((value, at) => value + day[at]!));
    assert.deepEqual(sums, countsOf(asDay(stats)), about);
    const { messages, conversations } = bruteForceSelection(plain.messages, plain.conversations, filter, plain.settings);
    const dayOf = (message: (typeof messages)[number]) => localTime(message, filter).toPlainDate().toString();
    const first = new Map<number, string>();
    for (const message of messages.toSorted((a, b) => b.at - a.at)) first.set(message.conversationId, dayOf(message));
    assert.deepEqual(stats.days.map((day) => day.day), [...Array(stats.days.length)].map((_, at) => Temporal.PlainDate.from(filter.fromDay!).add({ days: at }).toString()));
    for (const { day, threads, messages: counts } of stats.days) {
      assert.equal(counts.count, messages.filter((message) => dayOf(message) === day).length, about);
      assert.equal(threads.total, conversations.filter((each) => first.get(each.id) === day).length, about);
    }
  }
});

test('what is behind a figure of a day are rows of that day, as many as it counts', async () => {
  for (let round = 0; round < 6; round += 1) {
    const filter = ofDays(round);
    const stats = await log.read((tx) => countStats(tx, filter));
    const random = seededRandom(seed + round);
    for (let each = 0; each < 8; each += 1) {
      const day = random.pick(stats.days);
      const [leaf, value] = random.pick<readonly [string, number]>([
        ['threads.total', day.threads.total], ['threads.inbound', day.threads.inbound], ['messages.sent.count', day.messages.sent], ['overallReply.count', day.overallReply.count],
        ['initialReply.excluded', day.initialReply.excluded], ['forward.mean', day.forward.count], ['close.withinGoal', day.close.withinGoal],
      ]);
      const { result } = await log.read((tx) => findStatBreakdown(tx, filter, `days.${day.day}.${leaf}` as StatName, everything));
      assert.equal(result.total, value, `${day.day} ${leaf}: seed ${seed}, filter ${JSON.stringify(filter)}`);
    }
  }
});

test('bands count the spans of the mean that are not longer, and open to them', async () => {
  const filter: LogFilter = { zone: 'UTC', nowMs: Date.parse('2024-05-20T12:00:00Z') };
  const stats = await log.read((tx) => countStats(tx, filter));
  assert.deepEqual([stats.overallReply.bands.map((band) => band.seconds), stats.initialReply.bands.map((band) => band.seconds), stats.close.bands], [[1_000, 20_000], [3_600, 10_000], []]);
  const { result, unit } = await log.read((tx) => findStatBreakdown(tx, filter, 'overallReply.count', everything));
  assert.equal(unit, 'messages');
  for (const { seconds, within, withinRaw } of stats.overallReply.bands) {
    assert.equal(within, result.rows.filter((row) => 'spanBusiness' in row && row.spanBusiness! <= seconds).length);
    assert.equal(withinRaw, result.rows.filter((row) => 'spanRaw' in row && row.spanRaw! <= seconds).length);
    assert.ok(within > withinRaw && withinRaw > 0);
  }
  for (const { seconds, within, withinRaw } of stats.initialReply.bands) {
    assert.equal((await log.read((tx) => findStatBreakdown(tx, filter, `initialReply.bands.${seconds}`, everything))).result.total, within);
    assert.equal((await log.read((tx) => findStatBreakdown(tx, filter, `initialReply.bandsRaw.${seconds}`, everything))).result.total, withinRaw);
  }
  assert.equal((await log.read((tx) => findStatBreakdown(tx, filter, 'close.bands.9999999999', everything))).result.total, stats.close.count);
});

test('days are given where both ends are, and at most 366', async () => {
  const filter: LogFilter = { zone: 'UTC', nowMs: 0, fromDay: '2023-04-01' };
  const days = async (toDay?: string) => (await log.read((tx) => countStats(tx, { ...filter, ...(toDay ? { toDay } : {}) }))).days.length;
  assert.deepEqual([await days(), await days('2024-03-31'), await days('2024-04-01')], [0, 366, 0]);
});
