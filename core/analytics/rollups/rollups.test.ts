import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findFigures } from '../figures/find-figures.ts';
import { countInFacts } from '../figures/count-in-facts.ts';
import { keyReader } from '../figures/figure-key.ts';
import { figureOrder } from '../figures/figure-order.ts';
import { figureMetrics, figureSplits, type FigureRow, type FigureSortBy, type FigureSplit } from '../figures/figures.ts';
import { bucketSeconds } from '../figures/histogram.ts';
import type { LogFilter } from '../log/index.ts';
import { prepareLog } from '../log/log-context.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { seededRandom } from '../log/testing/random.ts';
import { sql, type Tx } from '#storage/index.ts';
import { buildRollupStep, checkRollups } from './build-rollups.ts';
import { changeRollups } from './change-rollups.ts';
import { countInRollups } from './count-in-rollups.ts';
import { areRollupsFit, isRollupSplit } from './read-rollups.ts';
import { wholeUnits } from './whole-units.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 43);
const zone = 'America/St_Johns'; // half an hour off, and its clocks change within the seeded time
let log: SeededLog;
before(async () => {
  log = await openSeededLog({ seed });
  await within(async (tx) => {
    await tx.run(sql`UPDATE setting_versions SET body = jsonb_set(jsonb_set(body, '{firstReply,bands}', '[3600,10000]'), '{overall,bands}', '[1000,20000]') WHERE account_id = ${tx.accountId} AND kind = 'reply-goals' AND version = 2`);
    // Half of it happened in other years, so that months and years are whole ones.
    await tx.run(sql`UPDATE message_facts SET at = at - interval '1 year' * (conversation_id % 3) WHERE account_id = ${tx.accountId}`);
    await tx.run(sql`UPDATE conversation_facts SET started_at = started_at - interval '1 year' * (conversation_id % 3), last_at = last_at - interval '1 year' * (conversation_id % 3),
      first_reply_at = first_reply_at - interval '1 year' * (conversation_id % 3), closed_at = closed_at - interval '1 year' * (conversation_id % 3) WHERE account_id = ${tx.accountId}`);
  });
  await log.database.withoutAccount((tx) => tx.run(sql`UPDATE accounts SET zone = ${zone}`));
  await build();
});
after(() => log.close());

const within = <T>(work: (tx: Tx) => Promise<T>) => log.database.withAccount(log.account, work, { timeoutMs: 60_000 });

async function build(): Promise<void> {
  await within((tx) => checkRollups(tx));
  for (let isDone = false; !isDone;) isDone = await within((tx) => buildRollupStep(tx, 17, 40));
}

/** Both ways of counting; `order` is by key. */
async function both(filter: LogFilter, split: FigureSplit | undefined) {
  return within(async (tx) => {
    const context = await prepareLog(tx, filter, { withGoals: true });
    assert.ok(isRollupSplit(split) && await areRollupsFit(tx, context), `rollups answer ${JSON.stringify(filter)}`);
    const order = { ...figureOrder({ ...(split ? { split } : {}), sort: { by: 'key', direction: 'asc' } }), limit: 2_000 };
    const fromFacts = await countInFacts(tx, context, await keyReader(tx, context, split), order, { isExact: true });
    return [fromFacts, await countInRollups(tx, context, split, order)] as const;
  });
}

/** Whole numbers of one row; what is 0 everywhere says nothing. */
function numbersOf([key, { counts, spans }]: Awaited<ReturnType<typeof countInFacts>>['rows'][number]) {
  return {
    key, counts: Object.fromEntries([...counts].filter(([, value]) => value !== 0)),
    spans: Object.fromEntries([...spans].map(([metric, { median: _m, p90: _p, ...sums }]) => [metric, sums] as const).filter(([, sums]) => sums.count + sums.outliers > 0)),
  };
}

function isNear(estimate: number | null | undefined, exact: number | null | undefined): boolean {
  if (estimate === null || estimate === undefined || exact === null || exact === undefined) return estimate === exact;
  return Math.abs(estimate - exact) <= exact * 0.04 + 1e-9;
}

const dayOf = (at: number) => Temporal.PlainDate.from('2022-02-20').add({ days: at }).toString();

test('rollups say what the facts say, whatever days are asked for and by whatever they are split; medians are within 4 %, and exact up to a month', async () => {
  const random = seededRandom(seed);
  const ranges: Partial<LogFilter>[] = [{}, { fromDay: '2022-01-01', toDay: '2023-12-31' }, { fromDay: '2022-03-10', toDay: '2022-03-10' }, { fromDay: '2023-04-01' }, { toDay: '2023-03-15' }];
  for (let round = 0; round < 7; round += 1) {
    const from = random.below(760);
    ranges.push({ fromDay: dayOf(from), toDay: dayOf(from + random.below(round < 3 ? 31 : 500)) });
  }
  for (const range of ranges) {
    const filter: LogFilter = { zone, nowMs: 0, ...range };
    for (const split of [undefined, ...figureSplits.filter(isRollupSplit)]) {
      if ((split === 'day') && range.toDay === undefined) continue;
      const about = `seed ${seed}, ${split}, ${JSON.stringify(range)}`;
      const [facts, rollups] = await both(filter, split);
      const meaningful = (rows: typeof facts.rows) => rows.map(numbersOf).filter((row) => Object.keys(row.counts).length + Object.keys(row.spans).length > 0);
      assert.deepEqual(meaningful(rollups.rows), meaningful(facts.rows), about);
      const exact = new Map(facts.rows);
      for (const [key, { spans }] of rollups.rows) {
        for (const metric of figureMetrics) {
          const [is, wanted] = [spans.get(metric), exact.get(key)?.spans.get(metric)];
          for (const rank of ['median', 'p90'] as const) {
            const [a, b] = [is?.[rank] ?? null, wanted?.[rank] ?? null];
            assert.ok(rollups.isExact ? a === b : isNear(a, b), `${about}, ${key} ${metric} ${rank}: ${a}, exactly ${b}`);
          }
        }
      }
    }
  }
});

test('findFigures answers from them, in the same order, and says that medians are estimates', async () => {
  const filter: LogFilter = { zone, nowMs: 0 };
  const sorts: FigureSortBy[] = ['conversations', 'messages', 'overallReply.mean', 'firstReply.count'];
  const rows = async (other: LogFilter, by: FigureSortBy, direction: 'asc' | 'desc') => within((tx) => findFigures(tx, { filter: other, split: 'agent', sort: { by, direction } }));
  for (const by of sorts) {
    for (const direction of ['asc', 'desc'] as const) {
      const [rolled, counted] = [await rows(filter, by, direction), await rows({ ...filter, messageTypes: ['inbound', 'outbound', 'internal'] }, by, direction)];
      assert.deepEqual([rolled.percentiles, counted.percentiles], ['within 4 %', 'within 4 %']);
      const shape = ({ key, label, conversations, messages, overallReply: { median: _m, p90: _p, ...overall } }: FigureRow) => ({ key, label, conversations, messages, overall });
      assert.deepEqual(rolled.rows.map(shape), counted.rows.map(shape), `${by} ${direction}`);
      assert.equal(rolled.keys, counted.keys);
    }
  }
});

test('where the zone, the goals or the bands are other ones than they were counted by, the facts answer until they are built anew', async () => {
  const fit = (filter: Partial<LogFilter> = {}) => within(async (tx) => areRollupsFit(tx, await prepareLog(tx, { zone, nowMs: 0, ...filter }, { withGoals: true })));
  assert.equal(await fit(), true);
  assert.equal(await fit({ zone: 'Europe/Berlin' }), false);
  assert.equal(await fit({ threadTypes: ['inbound'] }), false);
  assert.equal(await fit({ party: { kind: 'agents', agentIds: [1], addressIds: [] } }), false);
  assert.equal(await fit({ party: { kind: 'internal' } }), true);
  const goal = (seconds: number) => within((tx) => tx.run(sql`UPDATE setting_versions SET body = jsonb_set(body, '{close,goal}', ${String(seconds)}::jsonb) WHERE account_id = ${tx.accountId} AND kind = 'reply-goals' AND version = 2`));
  await goal(40_000);
  assert.equal(await fit(), false);
  await build();
  assert.equal(await fit(), true);
  const [facts, rollups] = await both({ zone, nowMs: 0 }, undefined);
  assert.deepEqual(rollups.rows.map(numbersOf), facts.rows.map(numbersOf));
  assert.ok(rollups.rows[0]![1].spans.get('close')!.withinGoal > 0);
});

test('a change of facts takes the old ones out and puts the new ones in, also of a message that comes from another conversation', async () => {
  await within((tx) => changeRollups(tx, { conversationIds: [7], messageIds: [1] }, async () => {
    await tx.run(sql`DELETE FROM message_facts WHERE account_id = ${tx.accountId} AND conversation_id = 7`);
    await tx.run(sql`UPDATE message_facts SET conversation_id = 7, at = at + interval '40 days', agent_id = 3 WHERE account_id = ${tx.accountId} AND message_id = 1`);
    await tx.run(sql`UPDATE conversation_facts SET type = 'outbound', started_at = started_at + interval '40 days', initial_reply_business = 1 WHERE account_id = ${tx.accountId} AND conversation_id = 7`);
  }));
  const kept = await dump();
  await within((tx) => tx.run(sql`UPDATE figure_bases SET basis = 'other' WHERE account_id = ${tx.accountId}`));
  await build();
  assert.equal(await dump(), kept);
});

test('a step of a build ends where it has counted its conversations or its messages, and counts one conversation at least', async () => {
  const kept = await dump();
  const mails = (await within((tx) => tx.rows(sql<{ id: number; count: number }>`SELECT conversation_id AS id, mail_count AS count FROM conversation_facts WHERE account_id = ${tx.accountId} ORDER BY 1`)));
  await within((tx) => tx.run(sql`UPDATE figure_bases SET basis = 'other' WHERE account_id = ${tx.accountId}`));
  await within((tx) => checkRollups(tx));
  const limits = [[3, 1_000_000], [1_000_000, 9], [1_000_000, 0]] as const;
  let from = 0;
  for (let step = 0; from < mails.length; step += 1) {
    const [conversations, messages] = limits[step % limits.length]!;
    const isDone = await within((tx) => buildRollupStep(tx, conversations, messages));
    const { builtTo } = await within((tx) => tx.one(sql<{ builtTo: number | null }>`SELECT built_to AS "builtTo" FROM figure_bases WHERE account_id = ${tx.accountId}`));
    const to = builtTo === null ? mails.length : mails.findIndex(({ id }) => id === builtTo) + 1;
    const counted = mails.slice(from, to);
    assert.ok(counted.length >= 1 && counted.length <= conversations, `${counted.length} conversations`);
    assert.ok(counted.length === 1 || counted.reduce((sum, { count }) => sum + count, 0) <= messages, `${messages} messages`);
    assert.equal(isDone, builtTo === null);
    if (isDone) break;
    from = to;
  }
  assert.equal(await dump(), kept);
});

test('what a build counts at once is what the changes of single conversations add up to: taken out one after the other, nothing is left', async () => {
  const kept = await dump();
  const zeros = await within((tx) => tx.one(sql<{ count: number }>`SELECT count(*)::int AS count FROM figure_rollups WHERE 0 = ALL(counts)`));
  assert.equal(zeros.count, 0, 'a change does not keep a cell of nothing, so a build does not either');
  const random = seededRandom(seed + 5);
  const taken = within(async (tx) => {
    const ids = (await tx.rows(sql<{ id: number }>`SELECT conversation_id AS id FROM conversation_facts WHERE account_id = ${tx.accountId} ORDER BY 1`)).map(({ id }) => id);
    while (ids.length > 0) {
      const some = ids.splice(0, 1 + random.below(9));
      await changeRollups(tx, { conversationIds: some, messageIds: [] }, async () => {
        await tx.run(sql`DELETE FROM message_facts WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${some}::bigint[])`);
        await tx.run(sql`DELETE FROM conversation_facts WHERE account_id = ${tx.accountId} AND conversation_id = ANY(${some}::bigint[])`);
      });
      if (ids.length > 0 && some[0]! % 50 === 0) assert.ok((await tx.rows(sql`SELECT FROM figure_rollups`)).length > 0);
    }
    const left = await tx.one(sql<{ count: number }>`SELECT ((SELECT count(*) FROM figure_rollups) + (SELECT count(*) FROM figure_histograms))::int AS count`);
    throw new Error(`left: ${left.count}`);
  });
  await assert.rejects(taken, /^Error: left: 0$/);
  assert.equal(await dump(), kept);
});

async function dump(): Promise<string> {
  return within(async (tx) => {
    const rows = await tx.rows(sql<{ line: string }>`SELECT t::text AS line FROM figure_rollups t UNION ALL SELECT t::text FROM figure_histograms t ORDER BY 1`);
    assert.ok(rows.length > 500);
    return rows.map(({ line }) => line).join('\n');
  });
}

test('a bucket tells its seconds within 4 %, as the database sorts them in', async () => {
  const seconds = [0, 1, 2, 3, 12, 13, 14, 25, 59, 60, 61, 3_599, 3_600, 86_400, 604_800, 31_536_000, 2_147_483_647, ...Array.from({ length: 300 }, (_, at) => at)];
  const buckets = await within((tx) => tx.rows(sql<{ s: number; b: number }>`SELECT s, span_bucket(s) AS b FROM unnest(${seconds}::bigint[]) s`));
  for (const { s, b } of buckets) assert.ok(Math.abs(bucketSeconds(b) - s) <= s * 0.04, `${s} in bucket ${b}: ${bucketSeconds(b)}`);
});

test('days are taken apart into whole years, months and days, each once', () => {
  assert.deepEqual(wholeUnits(['month', 'day'], { from: '2024-01-15', before: '2024-04-03' }), {
    ranges: [{ unit: 'month', from: '2024-02-01', before: '2024-04-01' }, { unit: 'day', from: '2024-01-15', before: '2024-02-01' }, { unit: 'day', from: '2024-04-01', before: '2024-04-03' }], rest: [],
  });
  assert.deepEqual(wholeUnits(['month'], { from: '2024-01-15', before: '2024-01-20' }), { ranges: [], rest: [{ from: '2024-01-15', before: '2024-01-20' }] });
  assert.deepEqual(wholeUnits(['year'], { from: null, before: '2024-03-01' }), { ranges: [{ unit: 'year', from: null, before: '2024-01-01' }], rest: [{ from: '2024-01-01', before: '2024-03-01' }] });
  assert.deepEqual(wholeUnits(['year', 'month', 'day'], { from: null, before: null }), { ranges: [{ unit: 'year', from: null, before: null }], rest: [] });
});
