import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { countStats } from './count-stats.ts';
import { findStatBreakdown } from './find-stat-breakdown.ts';
import type { LogFilter, LogPage } from './log-filter.ts';
import { statNames } from './stat-definitions.ts';
import type { StatName } from './stats.ts';
import { bruteForceStats, type BruteForce } from './testing/brute-force-stats.ts';
import { flattenStats } from './testing/flatten-stats.ts';
import { openSeededLog, type SeededLog } from './testing/open-seeded-log.ts';
import { bareFilter, randomFilter } from './testing/random-filter.ts';
import { seededRandom } from './testing/random.ts';
import { readPlainLog, type PlainLog } from './testing/read-plain-log.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 12);
const everything: LogPage = { perPage: 1_000, page: 1, direction: 'desc' };
let log: SeededLog;
let plain: PlainLog;
before(async () => {
  log = await openSeededLog({ seed });
  plain = await log.read(readPlainLog);
});
after(() => log.close());

const oneByOne = (filter: LogFilter) => bruteForceStats(plain.messages, plain.conversations, filter, plain.settings);

/** Opens a figure and compares it with the rows found one by one, and with the figure itself. */
async function open(filter: LogFilter, name: StatName, value: number | null, expected: BruteForce): Promise<void> {
  const { unit, result } = await log.read((tx) => findStatBreakdown(tx, filter, name, everything));
  const rows = expected.rows.get(name) ?? [];
  const about = `${name}, seed ${seed}, filter ${JSON.stringify(filter)}`;
  assert.deepEqual(result.rows.map((row) => row.id).sort((a, b) => a - b), rows, about);
  assert.equal(result.total, rows.length, about);
  assert.equal(unit, /^(messages|overallReply|forward)\./.test(name) ? 'messages' : 'conversations');
  if (/\.(mean|meanRaw|ratio)$/.test(name)) return;
  assert.equal(result.total, value, about);
}

test('what is behind a figure is exactly what it counts, for every figure', async () => {
  const random = seededRandom(seed);
  for (const filter of [bareFilter(random), randomFilter(random, 2), { ...bareFilter(random), party: { kind: 'agents', agentIds: [1], addressIds: [1, 2] } } as const]) {
    const leaves = flattenStats(await log.read((tx) => countStats(tx, filter)));
    const expected = oneByOne(filter);
    for (const name of statNames) await open(filter, name, leaves.get(name) ?? null, expected);
  }
});

test('what is behind a figure is exactly what it counts, for random filters', async () => {
  const random = seededRandom(seed + 1);
  for (let time = 0; time < 40; time += 1) {
    const filter = randomFilter(random);
    const leaves = flattenStats(await log.read((tx) => countStats(tx, filter)));
    const expected = oneByOne(filter);
    for (let figure = 0; figure < 6; figure += 1) {
      const name = random.pick(statNames);
      await open(filter, name, leaves.get(name) ?? null, expected);
    }
  }
});

test('the mean of the rows behind a mean is the mean', async () => {
  const filter = bareFilter(seededRandom(seed));
  const stats = await log.read((tx) => countStats(tx, filter));
  const mean = (values: readonly (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
  const replies = await log.read((tx) => findStatBreakdown(tx, filter, 'overallReply.mean', everything));
  assert.equal(replies.unit === 'messages' && mean(replies.result.rows.map((row) => row.spanBusiness)), stats.overallReply.mean);
  const closed = await log.read((tx) => findStatBreakdown(tx, filter, 'close.meanRaw', everything));
  assert.equal(closed.unit === 'conversations' && mean(closed.result.rows.map((row) => row.closeRaw)), stats.close.meanRaw);
  const initial = await log.read((tx) => findStatBreakdown(tx, filter, 'initialReply.meanRaw', everything));
  assert.equal(initial.unit === 'conversations' && mean(initial.result.rows.map((row) => row.initialReplyRaw)), stats.initialReply.meanRaw);
});

test('the count of a label opens to the conversations that carry it', async () => {
  const filter = bareFilter(seededRandom(seed));
  const { threads } = await log.read((tx) => countStats(tx, filter));
  assert.equal(threads.labels.list.length, 4);
  for (const { name, count } of threads.labels.list) await open(filter, `threads.labels.list.${name}`, count, oneByOne(filter));
});

test('a name that is no figure is refused', async () => {
  for (const name of ['threads.totals', 'messages.sent.byHour.24', 'threads.labels.list.', 'constructor']) {
    await assert.rejects(log.read((tx) => findStatBreakdown(tx, bareFilter(seededRandom(1)), name as StatName, everything)), { code: 'invalid' });
  }
});
