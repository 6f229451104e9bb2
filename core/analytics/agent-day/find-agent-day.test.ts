import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applyToInteraction, startInteraction, type Interaction, type InteractionAct } from '#core/interactions/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { insertRows } from '#core/analytics/log/testing/insert-rows.ts';
import { openFloor, type Floor } from '#core/analytics/live/testing/open-floor.ts';
import { putInteractions } from '#core/analytics/live/testing/put-interactions.ts';
import { sql } from '#storage/index.ts';
import { findAgentDay } from './find-agent-day.ts';

let floor: Floor;
let ada: number;
/** Berlin's wall clock on the floor's day, 6 May 2024. */
const clock = (time: string, day = '06'): string => new Date(`2024-05-${day}T${time}+02:00`).toISOString();
before(async () => {
  floor = await openFloor();
  ada = floor.agentIds[0]!;
  await floor.read(async (tx) => {
    const [, bo] = floor.agentIds;
    await insertRows(tx, 'agent_activities', [
      { id: 1, agent_id: ada, activity: 'status', status_id: 0, set_by: null, started_at: clock('23:00:00', '05'), ended_at: clock('00:30:00'), interaction_id: null, kind: null },
      { id: 2, agent_id: ada, activity: 'status', status_id: -10, set_by: null, started_at: clock('00:30:00'), ended_at: clock('09:00:00.400'), interaction_id: null, kind: null },
      { id: 3, agent_id: ada, activity: 'login', status_id: 0, set_by: null, started_at: clock('09:00:00.400'), ended_at: null, interaction_id: null, kind: null },
      { id: 4, agent_id: ada, activity: 'status', status_id: 5, set_by: bo, started_at: clock('09:00:00.400'), ended_at: null, interaction_id: null, kind: null },
      { id: 5, agent_id: bo, activity: 'status', status_id: 0, set_by: null, started_at: clock('09:00:00'), ended_at: null, interaction_id: null, kind: null },
    ]);
    await tx.run(sql`INSERT INTO agent_statuses (account_id, id, name, color) VALUES (${tx.accountId}, 5, 'Training', 'teal')`);
    await putInteractions(tx, [call()]);
  });
});
after(() => floor.close());

/** Taken at 10:00:10, talked from 10:00:12 to 10:05:00, wrapped up until 10:05:30. */
function call(): Interaction {
  let last = 100;
  const newId = (): number => (last += 1);
  const stay = { queueId: 12, menuPathId: null, lang: 'en', serviceLevel: { targetSeconds: 30, targetPercent: 80, abandonSeconds: 5 } };
  const acts: [string, InteractionAct][] = [
    ['10:00:05', { type: 'enqueue', stay }], ['10:00:10', { type: 'assign', agentId: ada, answerMode: 'manual' }], ['10:00:12', { type: 'connected' }],
    ['10:05:00', { type: 'end', by: 'customer', wrapUp: true }], ['10:05:30', { type: 'wrap-up-ends', agentId: ada }],
  ];
  const begun = startInteraction({ id: 1, kind: 'call', conversationId: floor.conversationId, direction: 'in', entry: 'ivr', lang: 'en', contactId: null }, Date.parse(clock('10:00:00')), newId);
  return acts.reduce((one, [at, act]) => applyToInteraction(one, act, Date.parse(clock(at)), newId), begun);
}

const dayOf = (input: { day?: string; agentId?: number } = {}, act: Act = floor.floorAct) => floor.read((tx) => findAgentDay(tx, act, { agentId: ada, zone: floor.zone, ...input }));

test('the day is cut at midnight; what runs has no end and counts to now', async () => {
  const day = await dayOf();
  assert.deepEqual([day.name, day.day, day.startsAt, day.endsAt], ['Ada', '2024-05-06', clock('00:00:00'), clock('24:00:00')]);
  assert.deepEqual(day.stays.map(({ name, color, startedAt, endedAt, seconds, setByName }) => [name, color, startedAt, endedAt, seconds, setByName]), [
    ['Available', 'green', clock('00:00:00').replace('.000', ''), clock('00:30:00').replace('.000', ''), 1_800, null],
    ['Offline', 'grey', clock('00:30:00').replace('.000', ''), '2024-05-06T07:00:00.4Z', 30_600, null],
    ['Training', 'teal', '2024-05-06T07:00:00.4Z', null, 23_400, 'Bo'],
  ]);
  assert.equal(day.stays.reduce((sum, { seconds }) => sum + seconds, 0), (floor.nowMs - Date.parse(clock('00:00:00'))) / 1000, 'the stays cover the day up to now');
});

test('work and moments stand in it with their interactions', async () => {
  const day = await dayOf();
  assert.deepEqual(day.work.map(({ type, seconds, interactionId, conversationId, queueName, role }) => [type, seconds, interactionId, conversationId, queueName, role]), [
    ['connecting', 2, 1, floor.conversationId, 'Returns', 'main'], ['talk', 288, 1, floor.conversationId, 'Returns', 'main'], ['wrap-up', 30, 1, floor.conversationId, 'Returns', 'main'],
  ]);
  assert.deepEqual(day.moments.map(({ activity }) => activity), ['login']);
});

test('another day shows only what lies in it', async () => {
  const before = await dayOf({ day: '2024-05-05' });
  assert.deepEqual(before.stays.map(({ name, endedAt, seconds }) => [name, endedAt, seconds]), [['Available', '2024-05-05T22:00:00Z', 3_600]]);
  assert.deepEqual([before.work, before.moments], [[], []]);
  assert.deepEqual((await dayOf({ day: '2024-05-04' })).stays, []);
});

test('one\'s own day is open to oneself, another\'s to supervisors; an unknown agent and a wrong day are refused', async () => {
  const own: Act = { ...floor.floorAct, actor: { kind: 'user', id: floor.userId, permissions: new Set() } };
  await assert.rejects(dayOf({}, own), { code: 'forbidden' });
  await floor.read((tx) => tx.run(sql`UPDATE agents SET user_id = ${floor.userId} WHERE account_id = ${tx.accountId} AND id = ${ada}`));
  assert.equal((await dayOf({}, own)).name, 'Ada');
  await assert.rejects(dayOf({ agentId: 999 }, own), { code: 'forbidden' });
  await assert.rejects(dayOf({ agentId: 999 }), { code: 'not-found' });
  for (const day of ['2024-02-30', 'today', '1024-01-01']) await assert.rejects(dayOf({ day }), { code: 'invalid' });
});
