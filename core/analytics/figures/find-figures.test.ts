import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { countStats } from '../log/count-stats.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { bareFilter, randomFilter } from '../log/testing/random-filter.ts';
import { seededRandom } from '../log/testing/random.ts';
import { readPlainLog, type PlainLog } from '../log/testing/read-plain-log.ts';
import type { LogFilter, LogPage } from '../log/index.ts';
import { findFigureRows } from './find-figure-rows.ts';
import { findFigures } from './find-figures.ts';
import { figureMetrics, figureSplits, type FigureName, type FigureRow, type FigureSplit } from './figures.ts';
import { bruteForceFigures, type PlainSpan, type SplitKeys } from './testing/brute-force-figures.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 31);
const bands = { firstReply: [3_600, 10_000], overallReply: [1_000, 20_000], close: [86_400] };
const everything: LogPage = { perPage: 1_000, page: 1, direction: 'desc' };
let log: SeededLog;
let plain: PlainLog;
let keys: SplitKeys;
let labelIds: ReadonlyMap<string, string>;

before(async () => {
  log = await openSeededLog({ seed });
  await log.database.withAccount(log.account, (tx) => tx.run(sql`
    UPDATE setting_versions SET body = jsonb_set(jsonb_set(jsonb_set(body, '{firstReply,bands}', '[3600,10000]'), '{overall,bands}', '[1000,20000]'), '{close,bands}', '[86400]') WHERE kind = 'reply-goals'`));
  plain = await log.read(readPlainLog);
  const rows = await log.read((tx) => tx.rows(sql<{ id: number; contact: string | null; domain: string | null }>`
    SELECT c.id, c.contact_id::text AS contact, a.domain FROM conversations c LEFT JOIN addresses a ON a.account_id = c.account_id AND a.id = c.counterpart_id WHERE c.account_id = ${log.account}`));
  const of = new Map(rows.map((row) => [row.id, row]));
  keys = {
    teamsOf: (agentId) => ({ 1: ['1'], 2: ['1'], 3: ['1', '2'] } as Record<number, string[]>)[agentId ?? 0] ?? [], // Night lies below Front
    contactOf: (id) => of.get(id)?.contact ?? '', domainOf: (id) => of.get(id)?.domain ?? '',
  };
  labelIds = new Map((await log.read((tx) => tx.rows(sql<{ id: number; name: string }>`SELECT id, name FROM labels WHERE account_id = ${log.account}`))).map(({ id, name }) => [name, String(id)]));
});
after(() => log.close());

/** Nearest rank, by sorting. */
function rank(spans: readonly PlainSpan[], share: number): number | null {
  const sorted = spans.map((span) => span.business).sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}

function countsOf(row: FigureRow): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name, value] of Object.entries(row.conversations)) counts.set(`conversations.${name}`, value);
  for (const [name, value] of Object.entries(row.messages)) counts.set(`messages.${name}`, value);
  for (const metric of figureMetrics) {
    for (const leaf of ['count', 'outliers', 'withinGoal', 'overGoal', 'excluded'] as const) counts.set(`${metric}.${leaf}`, row[metric][leaf]);
    for (const [at, band] of row[metric].bands.entries()) counts.set(`${metric}.bands.${at}`, band.count);
  }
  return counts;
}

/** Figures of the filter by the split, and one by one. */
async function compare(filter: LogFilter, split: FigureSplit | undefined): Promise<readonly FigureRow[]> {
  const about = `seed ${seed}, split ${split}, filter ${JSON.stringify(filter)}`;
  const found = await log.read((tx) => findFigures(tx, { filter, ...(split ? { split } : {}), limit: 1_000 }));
  const expected = bruteForceFigures(plain, filter, split, keys, bands);
  const byKey = new Map(found.rows.map((row) => [row.key ?? '', row]));
  const wanted = new Map([...expected].map(([key, value]) => [split === 'label' ? labelIds.get(key) ?? '' : key, value]));
  for (const key of wanted.keys()) assert.ok(byKey.has(key), `${key} is there: ${about}`);
  for (const [key, row] of byKey) {
    const one = wanted.get(key);
    for (const [name, value] of countsOf(row)) assert.equal(value, one?.ids.get(name)?.length ?? 0, `${key} ${name}: ${about}`);
    for (const metric of figureMetrics) {
      const spans = one?.spans.get(metric) ?? [];
      const mean = (of: keyof PlainSpan) => (spans.length === 0 ? null : spans.reduce((sum, span) => sum + span[of], 0) / spans.length);
      const { mean: business, meanRaw, median, p90 } = row[metric];
      assert.deepEqual({ business, meanRaw }, { business: mean('business'), meanRaw: mean('raw') }, `${key} ${metric}: ${about}`);
      for (const [is, share] of [[median, 0.5], [p90, 0.9]] as const) {
        const exact = rank(spans, share);
        assert.ok(found.percentiles === 'exact' || is === null || exact === null ? is === exact : Math.abs(is - exact) <= exact * 0.04 + 1e-9, `${key} ${metric} ${share}: ${is}, exactly ${exact}: ${about}`);
      }
    }
  }
  return found.rows;
}

test('every figure equals a count one by one, for random filters by every split', async () => {
  const random = seededRandom(seed);
  for (let round = 0; round < 6; round += 1) {
    for (const split of [undefined, ...figureSplits]) await compare(round === 0 ? bareFilter(random) : randomFilter(random, 3), split);
  }
});

test('the sum over the keys of a partition is the total', async () => {
  const random = seededRandom(seed + 1);
  for (let round = 0; round < 4; round += 1) {
    const filter = randomFilter(random, 2);
    const total = (await compare(filter, undefined))[0]!;
    for (const split of figureSplits) {
      if (split === 'label' || split === 'team') continue;
      const sums = new Map<string, number>();
      for (const row of await compare(filter, split)) for (const [name, value] of countsOf(row)) sums.set(name, (sums.get(name) ?? 0) + value);
      for (const [name, value] of countsOf(total)) assert.equal(sums.get(name) ?? 0, value, `${split} ${name}: seed ${seed}, filter ${JSON.stringify(filter)}`);
    }
  }
});

test('the rows behind a figure are exactly those it counts, under a key too', async () => {
  const random = seededRandom(seed + 2);
  for (let round = 0; round < 24; round += 1) {
    const filter = randomFilter(random, 2);
    const split = random.pick([undefined, ...figureSplits]);
    const expected = bruteForceFigures(plain, filter, split, keys, bands);
    const [key = '', one] = expected.size === 0 ? [] : random.pick([...expected]);
    const figure = random.pick([...one?.ids.keys() ?? ['messages.total']]) as FigureName;
    const under = split ? { under: { split, key: (split === 'label' ? labelIds.get(key) ?? '' : key) || null } } : {};
    const { result } = await log.read((tx) => findFigureRows(tx, { filter, figure, ...under }, everything));
    assert.deepEqual(result.rows.map((row) => row.id).sort((a, b) => a - b), [...one?.ids.get(figure) ?? []].sort((a, b) => a - b), `${figure} under ${split} ${key}: seed ${seed}, filter ${JSON.stringify(filter)}`);
    assert.equal(result.total, one?.ids.get(figure)?.length ?? 0);
  }
});

test('without days the figures are those of the log\'s stats', async () => {
  const filter = { ...bareFilter(seededRandom(seed)), zone: 'Europe/Berlin' };
  const [row] = (await log.read((tx) => findFigures(tx, { filter }))).rows;
  const stats = await log.read((tx) => countStats(tx, filter));
  assert.ok(row);
  assert.equal(row.conversations.total, stats.threads.total);
  assert.equal(row.replyRate, stats.threads.completion.ratio);
  assert.deepEqual([row.messages.received, row.messages.sent], [stats.messages.received.count, stats.messages.sent.count]);
  for (const [metric, other] of [['firstReply', 'initialReply'], ['overallReply', 'overallReply'], ['close', 'close'], ['forward', 'forward']] as const) {
    const { count, outliers, mean, meanRaw } = stats[other];
    assert.deepEqual([row[metric].count, row[metric].outliers, row[metric].mean, row[metric].meanRaw], [count, outliers, mean, meanRaw]);
  }
});

test('days without anything are there, in order, also over a clock change', async () => {
  const filter: LogFilter = { zone: 'Europe/Berlin', nowMs: 0, fromDay: '2024-03-25', toDay: '2024-04-07' };
  const read = async (split: FigureSplit) => (await log.read((tx) => findFigures(tx, { filter, split }))).rows.map((row) => row.key);
  assert.deepEqual(await read('day'), Array.from({ length: 14 }, (_, at) => Temporal.PlainDate.from('2024-03-25').add({ days: at }).toString()));
  assert.deepEqual(await read('week'), ['2024-03-25', '2024-04-01']);
  assert.deepEqual(await read('month'), ['2024-03', '2024-04']);
  assert.equal((await read('hour-weekday')).length, 168);
});

test('orders and limits: the first keys of the order, and how many there are in all', async () => {
  const filter = bareFilter(seededRandom(seed));
  const all = await log.read((tx) => findFigures(tx, { filter, split: 'domain', sort: { by: 'overallReply.mean', direction: 'asc' } }));
  const means = all.rows.map((row) => row.overallReply.mean ?? Infinity);
  assert.deepEqual(means, means.toSorted((a, b) => a - b));
  const some = await log.read((tx) => findFigures(tx, { filter, split: 'domain', limit: 2 }));
  assert.equal(some.rows.length, 2);
  assert.equal(some.keys, all.rows.length);
  assert.ok(some.rows[0]!.conversations.total >= some.rows[1]!.conversations.total);
  const agents = await log.read((tx) => findFigures(tx, { filter, split: 'agent', sort: { by: 'firstReply.p90', direction: 'desc' } }));
  assert.ok(agents.rows.some((row) => row.label === 'Ada'));
  for (const by of ['forward.count', 'messages', 'sent', 'received', 'close.median', 'key'] as const) await log.read((tx) => findFigures(tx, { filter, split: 'agent', sort: { by, direction: 'desc' } }));
});

test('a page of contacts or domains is the beginning of all of them, figure by figure, in every order and for any filter', async () => {
  const random = seededRandom(seed + 6);
  const sorts = ['conversations', 'messages', 'sent', 'received', 'key', 'firstReply.mean', 'overallReply.mean', 'overallReply.count', 'close.mean', 'forward.count', 'overallReply.p90'] as const;
  let cut = 0;
  for (const split of ['contact', 'domain'] as const) {
    for (const by of sorts) {
      for (const direction of ['asc', 'desc'] as const) {
        const filter = random.below(3) === 0 ? bareFilter(random) : randomFilter(random, 2);
        const read = (limit: number) => log.read((tx) => findFigures(tx, { filter, split, limit, sort: { by, direction } }));
        const [page, all] = [await read(3), await read(1_000)];
        const about = `${split} ${by} ${direction}: seed ${seed}, filter ${JSON.stringify(filter)}`;
        assert.deepEqual(page.rows, all.rows.slice(0, 3), about);
        assert.deepEqual([page.keys, all.keys], [all.rows.length, all.rows.length], about);
        cut += all.rows.length > 3 ? 1 : 0;
      }
    }
  }
  assert.ok(cut > 10, `only ${cut} lists were longer than a page`);
});

test('what makes no sense is refused', async () => {
  const filter = bareFilter(seededRandom(seed));
  const refused: readonly object[] = [{ split: 'moon' }, { split: 'agent', limit: 0 }, { split: 'agent', limit: 5_000 }, { split: 'agent', sort: { by: 'constructor', direction: 'asc' } }];
  for (const wrong of refused) await assert.rejects(log.read((tx) => findFigures(tx, { filter, ...wrong })), { code: 'invalid' });
  await assert.rejects(log.read((tx) => findFigures(tx, { filter: { ...filter, fromDay: '2001-01-01', toDay: '2024-05-01' }, split: 'day' })), { code: 'invalid' });
  await assert.rejects(log.read((tx) => findFigureRows(tx, { filter, figure: 'messages.none' as FigureName }, everything)), { code: 'invalid' });
});
