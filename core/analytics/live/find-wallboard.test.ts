import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seededRandom } from '#core/analytics/log/testing/random.ts';
import { insertRows } from '#core/analytics/log/testing/insert-rows.ts';
import { findServiceLevels, type Interaction, type Span } from '#core/interactions/index.ts';
import { findWaiting } from '#core/routing/index.ts';
import { sql } from '#storage/index.ts';
import { findAgentBoard } from './find-agent-board.ts';
import { findWallboard } from './find-wallboard.ts';
import { findWallboardRows } from './find-wallboard-rows.ts';
import { openFloor, type Floor } from './testing/open-floor.ts';
import { putInteractions } from './testing/put-interactions.ts';
import { randomDay } from './testing/random-day.ts';
import { percentOf, wallboardFigures, type Wallboard } from './wallboard.ts';

const seed = Number(process.env['SEED'] ?? 20_240_506);
let floor: Floor;
let day: Interaction[];
let stays: { agent_id: number; status_id: number; started_at: string; ended_at: string | null }[];
const midnight = Date.parse('2024-05-05T22:00:00.000Z'); // of Berlin

before(async () => {
  floor = await openFloor();
  const { nowMs, agentIds, queues, conversationId } = floor;
  // From an hour before midnight, so that some of it belongs to yesterday, and a bit over it.
  const parts = { queues, agentIds, conversationId, nowMs };
  day = [...randomDay({ ...parts, seed, count: 30, fromMs: midnight - 3_600_000 }), ...randomDay({ ...parts, seed: seed + 1, count: 90, fromMs: midnight, firstId: 1_001 }), ...randomDay({ ...parts, seed: seed + 2, count: 40, fromMs: nowMs - 120_000, firstId: 2_001 })];
  const random = seededRandom(seed + 3);
  stays = agentIds.flatMap((agentId) => {
    const edges = [midnight - 7_200_000, ...Array.from({ length: 6 }, () => midnight + random.below(nowMs - midnight)).sort((a, b) => a - b)];
    return edges.map((ms, at) => ({ agent_id: agentId, status_id: random.pick([0, -2, -6, -10]), started_at: new Date(ms).toISOString(), ended_at: edges[at + 1] === undefined ? null : new Date(edges[at + 1]!).toISOString() }));
  });
  await floor.read(async (tx) => {
    await putInteractions(tx, day);
    await insertRows(tx, 'agent_activities', stays.map((stay, at) => ({ id: 100 + at, activity: 'status', ...stay })));
    const [ada, bo, cy] = agentIds;
    for (const [agentId, statusId, load, calls] of [[ada, 0, 0, 0], [bo, -7, 6, 1], [cy, -6, 0, 0]]) {
      await tx.run(sql`INSERT INTO agent_presence (account_id, agent_id, status_id, status_since, is_online, online_since, idle_since, load, calls)
        VALUES (${tx.accountId}, ${agentId}, ${statusId}, ${floor.now}, true, ${floor.now}, ${floor.now}, ${load}, ${calls})`);
    }
    await tx.run(sql`UPDATE queue_agents SET ready_since = ${floor.now} WHERE account_id = ${tx.accountId} AND agent_id = ${ada} AND queue_id = 12`);
  });
});
after(() => floor.close());

const wallboard = (): Promise<Wallboard> => floor.read((tx) => findWallboard(tx, floor.floorAct, { zone: floor.zone }));
const rowsOf = (figure: Parameters<typeof findWallboardRows>[2]['figure'], queueId: number) => floor.read(async (tx) => (await findWallboardRows(tx, floor.floorAct, { figure, queueId, zone: floor.zone })).rows);
const seconds = (from: number, to: number): number => Math.max(0, Math.floor(to / 1000) - Math.floor(from / 1000));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test(`figures equal a plain count over the interactions themselves (seed ${seed})`, async () => {
  const board = await wallboard();
  assert.equal(board.dayStartedAt, new Date(midnight).toISOString());
  assert.deepEqual(board.queues.map(({ name }) => name), ['Help', 'Orders', 'Returns']);
  for (const figures of board.queues) {
    const ended = day.flatMap(({ spans }) => spans).filter((span) => span.type === 'queue' && span.queueId === figures.queueId && span.serviceLevel !== null && span.endedMs !== null && span.endedMs >= midnight);
    const judged = (sla: Span['sla']): number => ended.filter((span) => span.sla === sla).length;
    const waiting = day.flatMap(({ spans }) => spans).filter((span) => span.type === 'queue' && span.queueId === figures.queueId && span.endedMs === null && span.serviceLevel !== null);
    const answered = ended.filter(({ outcome }) => outcome === 'answered');
    const handlings = day.flatMap(({ parties, spans }) => parties.flatMap((party) => {
      const own = spans.filter(({ partyId }) => partyId === party.id);
      const isOver = own.length > 0 && own.every(({ endedMs }) => endedMs !== null) && Math.max(...own.map(({ endedMs }) => endedMs!)) >= midnight;
      const counts = party.kind === 'agent' && party.role !== 'monitor' && party.connectedMs !== null && isOver && own[0]!.queueId === figures.queueId;
      return counts ? [sum(own.map(({ startedMs, endedMs }) => seconds(startedMs, endedMs!)))] : [];
    }));
    assert.deepEqual({
      waiting: figures.waiting, longest: figures.longestWaitSeconds, missed: figures.missed, atRisk: figures.atRisk, serviceLevel: figures.serviceLevel, answered: figures.answered, abandoned: figures.abandoned,
      answerSeconds: figures.speedOfAnswer.seconds, handled: figures.handleTime.handlings, handleSeconds: figures.handleTime.seconds,
    }, {
      waiting: waiting.length, longest: waiting.length === 0 ? null : Math.max(...waiting.map(({ startedMs }) => seconds(startedMs, floor.nowMs))),
      missed: waiting.filter(({ startedMs, serviceLevel }) => startedMs + serviceLevel!.targetSeconds * 1000 < floor.nowMs).length,
      atRisk: waiting.filter(({ startedMs, serviceLevel }) => startedMs + serviceLevel!.targetSeconds * 1000 <= floor.nowMs + 10_000).length,
      serviceLevel: { percent: percentOf(judged('in_sla'), judged('in_sla') + judged('not_in_sla')), inSla: judged('in_sla'), notInSla: judged('not_in_sla'), excluded: judged('excluded') },
      answered: answered.length, abandoned: ended.filter(({ outcome }) => outcome === 'abandoned').length, answerSeconds: sum(answered.map(({ startedMs, endedMs }) => seconds(startedMs, endedMs!))),
      handled: handlings.length, handleSeconds: sum(handlings),
    }, figures.name);
    assert.ok(answered.length > 5 && handlings.length > 5, 'the day has something to count');
  }
  assert.ok(board.totals.waiting > 0 && board.totals.missed > 0 && board.totals.serviceLevel.excluded > 0, 'something waits, something is late, something is excluded');
});

test('every figure opens to the rows that make it up', async () => {
  for (const figures of (await wallboard()).queues) {
    const rows = Object.fromEntries(await Promise.all(wallboardFigures.map(async (figure) => [figure, await rowsOf(figure, figures.queueId)] as const)));
    const count = (figure: string, key: 'sla' | 'state', value: string): number => rows[figure]!.filter((row) => row[key] === value).length;
    const secondsOf = (figure: string): number => sum(rows[figure]!.map((row) => row.seconds ?? 0));
    assert.deepEqual({
      waiting: rows['waiting']!.length, atRisk: rows['at-risk']!.length, inSla: count('service-level', 'sla', 'in_sla'), notInSla: count('service-level', 'sla', 'not_in_sla'), excluded: count('service-level', 'sla', 'excluded'),
      answered: rows['answered']!.length, abandoned: rows['abandoned']!.length, answerSeconds: secondsOf('speed-of-answer'), handled: rows['handle-time']!.length, handleSeconds: secondsOf('handle-time'),
      ready: count('agents', 'state', 'ready'), offline: count('agents', 'state', 'offline'), busySeconds: secondsOf('occupancy'), onlineSeconds: sum(rows['occupancy']!.map((row) => row.onlineSeconds!)), offlineSeconds: sum(rows['occupancy']!.map((row) => row.offlineSeconds!)),
    }, {
      waiting: figures.waiting, atRisk: figures.atRisk, inSla: figures.serviceLevel.inSla, notInSla: figures.serviceLevel.notInSla, excluded: figures.serviceLevel.excluded,
      answered: figures.answered, abandoned: figures.abandoned, answerSeconds: figures.speedOfAnswer.seconds, handled: figures.handleTime.handlings, handleSeconds: figures.handleTime.seconds,
      ready: figures.agents.ready, offline: figures.agents.offline, busySeconds: figures.occupancy.busySeconds, onlineSeconds: figures.occupancy.onlineSeconds, offlineSeconds: figures.occupancy.offlineSeconds,
    });
    assert.ok(rows['answered']!.every(({ interactionId, conversationId, spanId, agentName }) => interactionId && spanId && conversationId === floor.conversationId && agentName), 'an opened figure names what it counted');
  }
});

test('service level and waiting are those that the APIs tell', async () => {
  const minutes = (floor.nowMs - midnight) / 60_000;
  const { levels, waiting } = await floor.read(async (tx) => ({
    levels: [...await findServiceLevels(tx, floor.floorAct, { kind: 'call', minutes }), ...await findServiceLevels(tx, floor.floorAct, { kind: 'chat', minutes })], waiting: await findWaiting(tx, floor.floorAct),
  }));
  for (const { queueId, serviceLevel, waiting: count, longestWaitSeconds } of (await wallboard()).queues) {
    const told = levels.filter((level) => level.queueId === queueId);
    assert.deepEqual([serviceLevel.inSla, serviceLevel.notInSla], [sum(told.map(({ inSla }) => inSla)), sum(told.map(({ notInSla }) => notInSla))]);
    const here = waiting.find((one) => one.queueId === queueId);
    assert.deepEqual([count, longestWaitSeconds], [here?.waiting ?? 0, here?.oldestSeconds ?? null]);
  }
});

test('occupancy counts overlapping work once, inside time online only, so it is never over 100 %; what ran outside is said', async () => {
  const board = await wallboard();
  const second = (ms: number): number => Math.floor(ms / 1000);
  for (const figures of board.queues) {
    const members = floor.agentIds.filter((_, nth) => nth !== floor.queues.findIndex(({ id }) => id === figures.queueId));
    // One tick a second over the day: is anything of his running then?
    let [busy, outside] = [0, 0];
    for (const agentId of members) {
      const ticks = new Set<number>();
      for (const { parties, spans } of day) {
        for (const party of parties.filter((one) => one.agentId === agentId && one.kind === 'agent' && one.role !== 'monitor')) {
          for (const { startedMs, endedMs } of spans.filter(({ partyId }) => partyId === party.id)) for (let at = second(Math.max(startedMs, midnight)); at < second(endedMs ?? floor.nowMs); at += 1) ticks.add(at);
        }
      }
      const isOnline = (tick: number): boolean => stays.some(({ agent_id: id, status_id: status, started_at: from, ended_at: to }) => (
        id === agentId && status !== -10 && second(Date.parse(from)) <= tick && tick < (to === null ? Infinity : second(Date.parse(to)))));
      for (const tick of ticks) if (isOnline(tick)) busy += 1; else outside += 1;
    }
    const online = sum(stays.filter(({ agent_id: id, status_id: status }) => members.includes(id) && status !== -10).map(({ started_at: from, ended_at: to }) => seconds(Math.max(Date.parse(from), midnight), to === null ? floor.nowMs : Date.parse(to))));
    assert.equal(figures.occupancy.onlineSeconds, online);
    assert.deepEqual([figures.occupancy.busySeconds, figures.occupancy.offlineSeconds], [busy, outside]);
    assert.ok(busy <= online && figures.occupancy.percent! <= 100 && outside > 0);
    assert.equal(figures.occupancy.percent, percentOf(busy, online));
  }
});

test('an agent is ready where the queue finds him ready; else offline, wrapping up, busy or away; in the totals once', async () => {
  const { queues, totals } = await wallboard();
  const states = Object.fromEntries(queues.map(({ name, agents }) => [name, agents]));
  // Ada works Returns and Help, and is ready for Returns only; Bo is on a call, Cy wraps up, Di was never there.
  assert.deepEqual(states, {
    Help: { ready: 0, busy: 1, 'wrap-up': 0, away: 1, offline: 1 },
    Orders: { ready: 0, busy: 1, 'wrap-up': 1, away: 0, offline: 1 },
    Returns: { ready: 1, busy: 0, 'wrap-up': 1, away: 0, offline: 1 },
  });
  assert.deepEqual(totals.agents, { ready: 1, busy: 1, 'wrap-up': 1, away: 0, offline: 1 });
});

test('the board of agents shows state, status, queues and the work in hand', async () => {
  const { agents } = await floor.read((tx) => findAgentBoard(tx, floor.floorAct));
  assert.deepEqual(agents.map(({ name, state, statusName, queueIds }) => [name, state, statusName, queueIds]), [
    ['Ada', 'ready', 'Available', [12, 13]], ['Bo', 'busy', 'In-call', [11, 13]], ['Cy', 'wrap-up', 'Wrap-up', [11, 12]], ['Di', 'offline', 'Offline', [11, 12, 13]],
  ]);
  for (const { agentId, work } of agents) {
    const open = day.flatMap(({ id, parties, spans }) => parties.filter((party) => party.agentId === agentId && party.kind === 'agent').flatMap((party) => spans.filter((span) => span.partyId === party.id && span.endedMs === null).map(({ type }) => `${id} ${type}`)));
    assert.deepEqual(work.map(({ interactionId, doing }) => `${interactionId} ${doing}`).sort(), open.sort());
  }
  const { agents: ofOrders } = await floor.read((tx) => findAgentBoard(tx, floor.floorAct, { queueId: 11 }));
  assert.deepEqual(ofOrders.map(({ name, state }) => [name, state]), [['Bo', 'busy'], ['Cy', 'wrap-up'], ['Di', 'offline']]);
});

test('who may not is refused, and so is what makes no sense', async () => {
  const nobody = { ...floor.floorAct, actor: { kind: 'user' as const, id: 7, permissions: new Set<never>() } };
  await assert.rejects(floor.read((tx) => findWallboard(tx, nobody, { zone: 'UTC' })), { code: 'forbidden' });
  await assert.rejects(floor.read((tx) => findAgentBoard(tx, nobody)), { code: 'forbidden' });
  await assert.rejects(floor.read((tx) => findWallboard(tx, floor.floorAct, { zone: '+02:00' })), { code: 'invalid' });
  await assert.rejects(floor.read((tx) => findWallboard(tx, floor.floorAct, { zone: 'UTC', atRiskSeconds: -1 })), { code: 'invalid' });
  await assert.rejects(floor.read((tx) => findWallboardRows(tx, floor.floorAct, { figure: 'waiting', queueId: 99, zone: 'UTC' })), { code: 'not-found' });
});
