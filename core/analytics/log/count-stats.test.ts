import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CoreError } from '#core/kernel/index.ts';
import { countStats } from './count-stats.ts';
import type { LogFilter } from './log-filter.ts';
import { statNames } from './stat-definitions.ts';
import { bruteForceStats } from './testing/brute-force-stats.ts';
import { flattenStats } from './testing/flatten-stats.ts';
import { openSeededLog, type SeededLog } from './testing/open-seeded-log.ts';
import { bareFilter, filterParts, parties, randomFilter } from './testing/random-filter.ts';
import { seededRandom } from './testing/random.ts';
import { readPlainLog, type PlainLog } from './testing/read-plain-log.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 12);
let log: SeededLog;
let plain: PlainLog;
before(async () => {
  log = await openSeededLog({ seed });
  plain = await log.read(readPlainLog);
});
after(() => log.close());

const taken = new Map<string, Set<number | null>>();

async function compare(filter: LogFilter): Promise<void> {
  const stats = await log.read((tx) => countStats(tx, filter));
  const expected = bruteForceStats(plain.messages, plain.conversations, filter, plain.settings);
  const found = flattenStats(stats);
  const about = `seed ${seed}, filter ${JSON.stringify(filter)}`;
  assert.deepEqual([...found.keys()].sort(), [...statNames].sort(), 'the leaves of the tree are the names of the figures');
  for (const [name, value] of found) {
    assert.equal(value, expected.leaves.get(name) ?? (/\.mean(Raw)?$/.test(name) ? null : 0), `${name}: ${about}`);
    taken.set(name, (taken.get(name) ?? new Set()).add(value));
  }
  assert.deepEqual(stats.threads.labels.list, expected.labels, about);
}

test('every leaf equals a count one by one, for each part of a filter alone', async () => {
  const random = seededRandom(seed);
  for (const part of filterParts) for (let time = 0; time < 5; time += 1) await compare({ ...bareFilter(random), ...part(random) });
});

test('every leaf equals a count one by one, for 200 random filters', async () => {
  const random = seededRandom(seed + 1);
  for (let time = 0; time < 200; time += 1) await compare(randomFilter(random));
});

test('every leaf equals a count one by one, for each pair of parties', async () => {
  const random = seededRandom(seed + 2);
  for (const party of parties) {
    for (const communicatingWith of parties) {
      await compare({ ...bareFilter(random), party, communicatingWith, exclusive: random.chance(0.3), partyNotInCc: random.chance(0.3), communicatingNotInCc: random.chance(0.3) });
    }
  }
});

test('no leaf is constant over the filters', () => {
  assert.deepEqual(statNames.filter((name) => (taken.get(name)?.size ?? 0) < 2), []);
});

test('values that the database could not read are refused with their field', async () => {
  const filter = bareFilter(seededRandom(seed));
  const refused: readonly (readonly [field: string, wrong: Partial<LogFilter>])[] = [
    ['from', { fromDay: '0000-01-01' }], ['from', { fromDay: '0001-12-31' }], ['to', { toDay: '9999-12-31' }], ['noReplyForSeconds', { noReplyForSeconds: 1e11 }],
    ['repliesOverSeconds', { repliesOverSeconds: 1.5 }], ['repliesOverSeconds', { repliesOverSeconds: 1e15 }], ['messageRepliesOverSeconds', { messageRepliesOverSeconds: Number.NaN }],
    ['search', { search: 'a\u0000b' }], ['labels', { labels: ['a\u0000b'] }],
  ];
  for (const [field, wrong] of refused) {
    await assert.rejects(log.read((tx) => countStats(tx, { ...filter, ...wrong })), (error: CoreError) => error.code === 'invalid' && error.fields[0]?.field === field, JSON.stringify(wrong));
  }
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    await log.read((tx) => countStats(tx, { ...filter, zone, fromDay: '0002-01-01', toDay: '9998-12-31', noReplyForSeconds: 1e9, repliesOverSeconds: 1e9, messageRepliesOverSeconds: 1e9 }));
  }
});

test('days, zones and names that are none are refused', async () => {
  const filter = bareFilter(seededRandom(seed));
  const refused: readonly Partial<LogFilter>[] = [
    { fromDay: '2024-02-30' }, { toDay: '1.5.2024' }, { fromDay: '2024-05-02', toDay: '2024-05-01' }, { zone: 'Middle/Earth' }, { zone: '+02:00' }, { zone: '' },
  ];
  for (const wrong of refused) await assert.rejects(log.read((tx) => countStats(tx, { ...filter, ...wrong })), { code: 'invalid' });
});
