import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openFloor, type Floor } from '#core/analytics/live/testing/open-floor.ts';
import { putInteractions } from '#core/analytics/live/testing/put-interactions.ts';
import { explain, recordStatements } from '#core/analytics/log/testing/record-statements.ts';
import { applyToInteraction, startInteraction, type Interaction } from '#core/interactions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { agentsFor, waitErlangA } from './erlang.ts';
import { findForecast, findStaffingPlan, setStaffingPlan } from './index.ts';
import { intervalsOf } from './intervals.ts';

let floor: Floor;
/** The floor's day is Monday, 6 May 2024; the forecast begins with Tuesday. Six Tuesdays behind it: 12 calls between 10:00 and 10:30, a third given up after 60 s, the others answered after 30 s and handled for 300 s. */
const tuesdays = ['2024-03-26', '2024-04-02', '2024-04-09', '2024-04-16', '2024-04-23', '2024-04-30'];

before(async () => {
  floor = await openFloor();
  let last = 0;
  const newId = (): number => (last += 1);
  const stay = { queueId: 11, menuPathId: null, lang: 'en', serviceLevel: { targetSeconds: 20, targetPercent: 80, abandonSeconds: 5 } };
  const calls: Interaction[] = tuesdays.flatMap((day) => Array.from({ length: 12 }, (_, nth) => {
    const ms = Temporal.PlainDateTime.from(`${day}T10:00`).add({ minutes: nth * 2 }).toZonedDateTime('Europe/Berlin').epochMilliseconds;
    const begun = startInteraction({ id: newId(), kind: 'call', conversationId: floor.conversationId, direction: 'in', entry: 'ivr', lang: 'en', contactId: null }, ms, newId);
    const waiting = applyToInteraction(begun, { type: 'enqueue', stay }, ms, newId);
    if (nth % 3 === 0) return applyToInteraction(waiting, { type: 'end', by: 'customer', wrapUp: false }, ms + 60_000, newId);
    const agentId = floor.agentIds[1]!;
    const taken = applyToInteraction(applyToInteraction(waiting, { type: 'assign', agentId, answerMode: 'auto' }, ms + 30_000, newId), { type: 'connected' }, ms + 35_000, newId);
    return applyToInteraction(applyToInteraction(taken, { type: 'end', by: 'agent', wrapUp: true }, ms + 310_000, newId), { type: 'wrap-up-ends', agentId }, ms + 330_000, newId);
  }));
  await floor.read((tx) => putInteractions(tx, calls));
});
after(() => floor.close());

const forecast = (input: { queueId?: number; minutes?: number } = {}) => floor.read((tx) => findForecast(tx, floor.floorAct, { queueId: 11, zone: floor.zone, ...input }));

test('arrivals, handle time and patience come from the spans; the people needed from Erlang A', async () => {
  const told = await forecast();
  // 24 given up; waits: 24 x 60 s and 48 x 30 s, so 2,880 s / 24.
  assert.deepEqual([told.handleSeconds, told.handlings, told.patienceSeconds, told.abandoned, told.historyFrom, told.weeks, told.atOnce], [300, 48, 120, 24, '2024-03-26', 6, 1]);
  assert.deepEqual([told.intervals.length, told.intervals[0]!.day, told.intervals.at(-1)!.day], [7 * 48, '2024-05-07', '2024-05-13']);
  const ten = told.intervals.find(({ day, from }) => day === '2024-05-07' && from === '10:00')!;
  assert.equal(ten.arrivals!.expected, 12);
  const needed = agentsFor({ arrivalRate: 12 / 1_800, handleTime: 300, patience: 120 }, { share: 0.8, within: 20 })!;
  const within = (agents: number): number => waitErlangA({ arrivalRate: 12 / 1_800, handleTime: 300, patience: 120, agents }).servedWithin(20);
  assert.deepEqual([ten.needed, within(needed) >= 0.8, within(needed - 1) >= 0.8], [needed, true, false]);
  assert.deepEqual(told.intervals.filter(({ needed: people }) => people !== 0).map(({ day, from }) => `${day} ${from}`), ['2024-05-07 10:00'], 'other times and days need nobody');
  assert.deepEqual(told.gaps, [{ day: '2024-05-07', from: '10:00', to: '10:30', people: needed }]);
});

test('what is planned stands beside it, with the level it would reach, and closes the gap', async () => {
  const { intervals } = await forecast();
  const { needed } = intervals.find(({ day, from }) => day === '2024-05-07' && from === '10:00')!;
  const plan = (agents: number) => floor.read((tx) => setStaffingPlan(tx, floor.floorAct, { queueId: 11, day: '2024-05-07', spans: [{ from: '09:00', to: '10:00', agents: 1 }, { from: '10:00', to: '10:45', agents }] }));
  await plan(needed! - 1);
  const short = await forecast();
  const at = (told: typeof short) => told.intervals.find(({ day, from }) => day === '2024-05-07' && from === '10:00')!;
  assert.ok(at(short).plannedPercent! < 80 && at(short).planned === needed! - 1);
  assert.deepEqual(short.gaps.map(({ people }) => people), [1]);
  assert.equal(short.intervals.find(({ day, from }) => day === '2024-05-07' && from === '10:30')!.planned, 0, 'half a plan is none for the whole interval');
  await plan(needed!);
  const enough = await forecast();
  assert.ok(at(enough).plannedPercent! >= 80);
  assert.deepEqual(enough.gaps, []);
  assert.deepEqual((await floor.read((tx) => findStaffingPlan(tx, floor.floorAct, { queueId: 11, from: '2024-05-07', to: '2024-05-08' }))), [{ day: '2024-05-07', spans: [{ from: '09:00', to: '10:00', agents: 1 }, { from: '10:00', to: '10:45', agents: needed }] }]);
  await floor.read((tx) => setStaffingPlan(tx, floor.floorAct, { queueId: 11, day: '2024-05-07', spans: [] }));
  assert.deepEqual(await floor.read((tx) => findStaffingPlan(tx, floor.floorAct, { queueId: 11, from: '2024-05-07', to: '2024-05-08' })), []);
});

test('a queue without a past is foretold nothing', async () => {
  const told = await forecast({ queueId: 13, minutes: 15 });
  assert.deepEqual([told.historyFrom, told.weeks, told.handleSeconds, told.patienceSeconds, told.atOnce, told.intervals.length, told.gaps.length], [null, 0, null, null, 3, 7 * 96, 0]);
  assert.ok(told.intervals.every(({ arrivals, needed }) => arrivals === null && needed === null));
});

test('wrong plans and questions are refused and change nothing', async () => {
  const set = (spans: { from: string; to: string; agents: number }[], act: Act = floor.floorAct, day = '2024-05-09') => floor.read((tx) => setStaffingPlan(tx, act, { queueId: 11, day, spans }));
  for (const spans of [[{ from: '09:10', to: '10:00', agents: 1 }], [{ from: '10:00', to: '09:00', agents: 1 }], [{ from: '09:00', to: '24:15', agents: 1 }], [{ from: '09:00', to: '10:00', agents: -1 }], [{ from: '09:00', to: '10:00', agents: 1.5 }], [{ from: '09:00', to: '10:00', agents: 1 }, { from: '09:45', to: '11:00', agents: 1 }]]) {
    await assert.rejects(set(spans), { code: 'invalid' }, JSON.stringify(spans));
  }
  await assert.rejects(set([], floor.floorAct, '2024-02-30'), { code: 'invalid' });
  const reader: Act = { ...floor.floorAct, actor: { kind: 'user', id: 1, permissions: new Set(['queues.read']) } };
  await assert.rejects(set([], reader), { code: 'forbidden' });
  assert.equal((await floor.read((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM staffing_plans WHERE account_id = ${tx.accountId}`))).n, 0);
  await assert.rejects(forecast({ minutes: 20 }), { code: 'invalid' });
  await assert.rejects(forecast({ queueId: 999 }), { code: 'not-found' });
});

test('a day on which the clock changes has 23 or 25 hours of intervals', () => {
  const length = (day: string): number => intervalsOf(Temporal.PlainDate.from(day), 1, 30, 'Europe/Berlin').reduce((sum, { startsAtMs, endsAtMs }) => sum + (endsAtMs - startsAtMs), 0) / 3_600_000;
  assert.deepEqual(['2024-03-31', '2024-05-07', '2024-10-27'].map(length), [23, 24, 25]);
});

test('the forecast is read by indexes', async () => {
  const wide = await floor.read(async (tx) => {
    const recorder = recordStatements(tx);
    await findForecast(recorder.tx, floor.floorAct, { queueId: 11, zone: floor.zone });
    await tx.rows(sql`SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin']) AS name`);
    const nodes = [];
    for (const statement of recorder.statements) nodes.push(...await explain(tx, statement));
    return nodes.filter((node) => ['interaction_spans', 'interaction_parties', 'staffing_plans'].includes(node['Relation Name'] ?? '') && !/(?:\(|AND \()(?!account_id)\w+/.test((node['Index Cond'] ?? '').replaceAll(/\(account_id = [^)]*\)/g, '')));
  });
  assert.deepEqual(wide.map((node) => [node['Node Type'], node['Relation Name'], node['Index Name'], node['Index Cond']]), []);
});
