import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct } from '#core/kernel/index.ts';
import { findFigures } from '../figures/find-figures.ts';
import { figureMetrics, type FigureName, type FigureRow, type FigureSplit } from '../figures/index.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { bareFilter, randomFilter } from '../log/testing/random-filter.ts';
import { seededRandom } from '../log/testing/random.ts';
import { seedNow } from '../log/testing/seed-log.ts';
import { findSpread } from '../spread/find-spread.ts';
import { countRowsBehind, findRowsBehind } from './find-rows-behind.ts';
import type { RowPlace, RowsBehindQuestion } from './row-behind.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 35);
let log: SeededLog;
before(async () => { log = await openSeededLog({ seed }); });
after(() => log.close());

const act = () => systemAct(log.account, seedNow, 'test');

/** Every count of a row of figures, by its name. */
function counts(row: FigureRow): [FigureName, number][] {
  return [
    ...Object.entries(row.conversations).map(([name, value]): [FigureName, number] => [`conversations.${name}` as FigureName, value]),
    ...Object.entries(row.messages).map(([name, value]): [FigureName, number] => [`messages.${name}` as FigureName, value]),
    ...figureMetrics.flatMap((metric) => [
      ...(['count', 'outliers', 'withinGoal', 'overGoal', 'excluded'] as const).map((leaf): [FigureName, number] => [`${metric}.${leaf}`, row[metric][leaf]]),
      ...row[metric].bands.map(({ count }, at): [FigureName, number] => [`${metric}.bands.${at}`, count]),
    ]),
  ];
}

/** The ids of all pages, each of `limit` rows. */
async function walk(question: RowsBehindQuestion, order: 'newest' | 'slowest', limit: number): Promise<{ ids: number[]; seconds: (number | null)[] }> {
  const found: { ids: number[]; seconds: (number | null)[] } = { ids: [], seconds: [] };
  for (let after: RowPlace | null = null, pages = 0; pages === 0 || after !== null; pages += 1) {
    assert.ok(pages < 500, 'the pages come to an end');
    const page = await log.read((tx) => findRowsBehind(tx, act(), question, { order, after, limit }));
    found.ids.push(...page.rows.map((row) => (page.unit === 'messages' ? row.messageId! : row.conversationId)));
    found.seconds.push(...page.rows.map(({ businessSeconds }) => businessSeconds));
    after = page.next;
  }
  return found;
}

test('the rows behind a figure are as many as it says, for random filters, splits and figures', async () => {
  const random = seededRandom(seed);
  const splits: readonly (FigureSplit | undefined)[] = [undefined, 'day', 'month', 'hour-weekday', 'agent', 'team', 'channel', 'label', 'direction', 'domain'];
  for (let time = 0; time < 30; time += 1) {
    const filter = time % 3 === 0 ? bareFilter(random) : randomFilter(random, 2);
    const split = random.pick(splits);
    const { rows } = await log.read((tx) => findFigures(tx, { filter, ...(split && { split }) }));
    const some = rows.filter((row) => row.messages.total + row.conversations.total > 0);
    for (const row of some.length > 2 ? [random.pick(some), random.pick(some)] : some) {
      for (const [figure, value] of random.some(counts(row), 0.25)) {
        const { count } = await log.read((tx) => countRowsBehind(tx, act(), { filter, figure, ...(split && { under: { split, key: row.key } }) }));
        assert.equal(count, value, `${figure} under ${String(split)} ${String(row.key)}, seed ${seed}, filter ${JSON.stringify(filter)}`);
      }
    }
  }
});

test('pages neither skip nor repeat a row, in either order, and the slowest come first', async () => {
  const filter = bareFilter(seededRandom(seed));
  for (const figure of ['messages.total', 'firstReply.count', 'close.count'] as const) {
    const { count } = await log.read((tx) => countRowsBehind(tx, act(), { filter, figure }));
    for (const order of ['newest', 'slowest'] as const) {
      const { ids, seconds } = await walk({ filter, figure }, order, 7);
      assert.deepEqual([ids.length, new Set(ids).size], [count, count], `${figure} ${order}`);
      if (order === 'slowest') assert.deepEqual(seconds, seconds.toSorted((a, b) => (b ?? -1) - (a ?? -1)));
    }
  }
});

test('the buckets of a distribution add up to the count of the mean, and each opens to as many rows', async () => {
  const random = seededRandom(seed + 1);
  for (const metric of figureMetrics) {
    const filter = randomFilter(random, 1);
    const { rows: [whole] } = await log.read((tx) => findFigures(tx, { filter }));
    const spread = await log.read((tx) => findSpread(tx, act(), filter, metric));
    assert.deepEqual([spread.count, spread.outliers], [whole![metric].count, whole![metric].outliers]);
    for (const [at, { over, upTo, count }] of spread.buckets.entries()) {
      const behind = await log.read((tx) => countRowsBehind(tx, act(), { filter, figure: `${metric}.count`, ...(at > 0 && { overSeconds: over }), ...(upTo !== null && { upToSeconds: upTo }) }));
      assert.equal(behind.count, count, `${metric} ${over} to ${upTo}`);
    }
  }
});
