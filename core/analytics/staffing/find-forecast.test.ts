import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { openFloor, type Floor } from '#core/analytics/live/testing/open-floor.ts';
import { putInteractions } from '#core/analytics/live/testing/put-interactions.ts';
import { explain, recordStatements } from '#core/analytics/log/testing/record-statements.ts';
import { applyToInteraction, startInteraction, type Interaction } from '#core/interactions/index.ts';
import { setCalendar } from '#core/calendars/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { clientOptions, sql } from '#storage/index.ts';
import { agentsFor, waitErlangA } from './erlang.ts';
import { changeStaffingSettings, findForecast, findStaffingPlan, getStaffingSettings, setStaffingPlan } from './index.ts';
import { presentOf, toBePlanned } from './staffing-settings.ts';
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

test('shrinkage asks for so many more people that enough are at their desks, and a plan is worth those who are', async () => {
  const set = (shrinkagePercent: number, act: Act = floor.floorAct) => floor.read((tx) => changeStaffingSettings(tx, act, { shrinkagePercent }));
  const ten = async () => (await forecast()).intervals.find(({ day, from }) => day === '2024-05-07' && from === '10:00')!;
  const plain = await ten();
  assert.deepEqual([plain.scheduled, (await forecast()).shrinkagePercent], [plain.needed, 0]);
  for (const wrong of [-1, 91, 1.5, Number.NaN]) await assert.rejects(set(wrong), { code: 'invalid' });
  await assert.rejects(set(10, { ...floor.floorAct, actor: { kind: 'user', id: 1, permissions: new Set(['queues.read']) } }), { code: 'forbidden' });
  await set(30);
  assert.deepEqual(await floor.read((tx) => getStaffingSettings(tx, floor.floorAct)), { shrinkagePercent: 30 });
  const shrunk = await ten();
  assert.deepEqual([shrunk.needed, shrunk.scheduled], [plain.needed, Math.ceil(plain.needed! / 0.7)]);
  assert.deepEqual((await forecast()).gaps.map(({ people }) => people), [shrunk.scheduled]);
  const plan = (agents: number) => floor.read((tx) => setStaffingPlan(tx, floor.floorAct, { queueId: 11, day: '2024-05-07', spans: [{ from: '10:00', to: '10:30', agents }] }));
  await plan(shrunk.scheduled!);
  assert.ok((await ten()).plannedPercent! >= 80);
  await plan(plain.needed!);
  assert.ok((await ten()).plannedPercent! < 80, 'as many as are needed are not enough on paper');
  await plan(0);
  await floor.read((tx) => setStaffingPlan(tx, floor.floorAct, { queueId: 11, day: '2024-05-07', spans: [] }));
  await set(0);
  for (let needed = 0; needed < 40; needed += 1) for (const percent of [0, 1, 33, 50, 90]) assert.ok(presentOf(toBePlanned(needed, percent), percent) >= needed && (needed === 0 || presentOf(toBePlanned(needed, percent) - 1, percent) < needed), `${needed} at ${percent} %`);
});

test('people count for as many places as their own capacity gives', async () => {
  const needed = async (): Promise<number> => (await forecast()).intervals.find(({ day, from }) => day === '2024-05-07' && from === '10:00')!.needed!;
  const one = await needed();
  // Bo, Cy and Di work the queue; each takes two calls at a time, then only one of them does.
  const members = await floor.read((tx) => tx.rows(sql<{ id: number }>`SELECT agent_id AS id FROM queue_agents WHERE account_id = ${tx.accountId} AND queue_id = 11 ORDER BY agent_id`));
  for (const { id } of members) {
    await floor.read((tx) => tx.run(sql`INSERT INTO agent_presence (account_id, agent_id, status_id, status_since, idle_since, capacity, call_weight) VALUES (${tx.accountId}, ${id}, 0, ${floor.now}, ${floor.now}, 12, 6)`));
  }
  assert.deepEqual([(await forecast()).atOnce, await needed()], [2, Math.ceil(one / 2)]);
  await floor.read((tx) => tx.run(sql`UPDATE agent_presence SET capacity = 6 WHERE account_id = ${tx.accountId} AND agent_id <> ${members[0]!.id}`));
  assert.equal((await forecast()).atOnce, 1.33);
  await floor.read((tx) => tx.run(sql`DELETE FROM agent_presence WHERE account_id = ${tx.accountId}`));
});

test('a holiday expects nobody, and one in the past does not pull the weeks after it down', async () => {
  const at = async () => (await forecast()).intervals.find(({ day, from }) => day === '2024-05-07' && from === '10:00')!;
  const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '18:00']]]));
  const hours = (holidays: string[]) => ({ zone: 'Europe/Berlin', hours: week, holidays });
  const { calendarId } = await floor.read((tx) => setCalendar(tx, floor.floorAct, hours([]), { channelId: floor.sales.id }));
  await floor.read((tx) => tx.run(sql`UPDATE queues SET calendar_id = ${calendarId}, after_hours = '{"action":"message","text":"Closed"}' WHERE account_id = ${tx.accountId} AND id = 11`));
  const open = await at();
  assert.deepEqual([open.isClosed, open.arrivals!.expected, open.arrivals!.weeks], [false, 12, 6]);
  assert.ok((await forecast()).intervals.filter(({ from }) => from === '03:00').every(({ isClosed, arrivals, needed }) => isClosed && arrivals!.expected === 0 && needed === 0), 'the night is closed');
  // Half of the newest Tuesday's calls are somebody else's, as if most of that day had been closed: without a word in the calendar it counts as a quiet day.
  const quiet = '2024-04-30';
  await floor.read((tx) => tx.run(sql`UPDATE interaction_spans SET queue_id = 12 WHERE account_id = ${tx.accountId} AND queue_id = 11 AND type = 'queue' AND started_at::date = ${quiet}::date AND extract(minute FROM started_at)::int % 4 = 0`));
  assert.ok((await at()).arrivals!.expected < 12);
  await floor.read((tx) => setCalendar(tx, floor.floorAct, hours([quiet]), { channelId: floor.sales.id, fromBeginning: true }));
  assert.deepEqual([(await at()).arrivals!.expected, (await at()).arrivals!.weeks], [12, 5]);
  await floor.read((tx) => setCalendar(tx, floor.floorAct, hours([quiet, '2024-05-07']), { channelId: floor.sales.id, fromBeginning: true }));
  const holiday = await at();
  assert.deepEqual([holiday.isClosed, holiday.arrivals!.expected, holiday.needed, holiday.scheduled, (await forecast()).gaps], [true, 0, 0, 0, []]);
  // Whoever calls outside the hours waits all the same: then the calendar closes nothing.
  await floor.read((tx) => tx.run(sql`UPDATE queues SET after_hours = '{"action":"wait"}' WHERE account_id = ${tx.accountId} AND id = 11`));
  assert.equal((await at()).isClosed, false);
  await floor.read((tx) => tx.run(sql`UPDATE interaction_spans SET queue_id = 11 WHERE account_id = ${tx.accountId} AND queue_id = 12 AND type = 'queue' AND started_at::date = ${quiet}::date`));
  await floor.read((tx) => tx.run(sql`UPDATE queues SET calendar_id = NULL WHERE account_id = ${tx.accountId} AND id = 11`));
});

test('a day on which the clock changes has 23 or 25 hours of intervals', () => {
  const length = (day: string): number => intervalsOf(Temporal.PlainDate.from(day), 1, 30, 'Europe/Berlin').reduce((sum, { startsAtMs, endsAtMs }) => sum + (endsAtMs - startsAtMs), 0) / 3_600_000;
  assert.deepEqual(['2024-03-31', '2024-05-07', '2024-10-27'].map(length), [23, 24, 25]);
});

test('the forecast is read by indexes', async () => {
  const owner = new pg.Client(clientOptions(floor.database.connection, 'owner'));
  await owner.connect();
  await owner.query('ANALYZE');
  // As for years of a busy queue.
  await owner.query(`UPDATE pg_class SET reltuples = reltuples * 1000 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0 AND relname ~ '^(interaction|staffing)'`);
  await owner.end();
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
