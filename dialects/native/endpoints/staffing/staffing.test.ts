import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createQueue } from '#core/queues/index.ts';
import type { Forecast, PlanDay, PlanDays } from '../../schemas/staffing.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let queueId: number;
before(async () => {
  desk = await openNative();
  queueId = (await desk.database.withAccount(desk.accountId, (tx) => createQueue(tx, desk.act, { kind: 'chat', name: 'Help' }))).id;
});
after(() => desk.close());

test('200: a plan is set, shown beside the forecast, listed and cleared', async () => {
  const spans = [{ from: '09:00', to: '12:00', agents: 3 }, { from: '12:00', to: '12:30', agents: 2 }];
  assert.deepEqual((await desk.ask<PlanDay>('PUT', `/queues/${queueId}/staffing-plan/2024-05-08`, { spans })).body, { day: '2024-05-08', spans });
  const { status, body } = await desk.ask<Forecast>('GET', `/staffing/forecast?queueId=${queueId}`);
  assert.deepEqual([status, body.name, body.kind, body.minutes, body.intervals.length, body.historyFrom, body.gaps], [200, 'Help', 'chat', 30, 336, null, []]);
  assert.deepEqual(body.intervals.filter(({ planned }) => planned !== null).map(({ day, from, planned }) => `${day} ${from} ${planned}`).slice(-2), ['2024-05-08 11:30 3', '2024-05-08 12:00 2']);
  const list = async (): Promise<PlanDays['items']> => (await desk.ask<PlanDays>('GET', `/queues/${queueId}/staffing-plan?from=2024-05-06&to=2024-05-12`)).body.items;
  assert.deepEqual(await list(), [{ day: '2024-05-08', spans }]);
  assert.equal((await desk.ask('DELETE', `/queues/${queueId}/staffing-plan/2024-05-08`)).status, 204);
  assert.deepEqual(await list(), []);
});

test('422, 403, 404: wrong plans, no permission, another account\'s', async () => {
  for (const spans of [[{ from: '09:07', to: '10:00', agents: 1 }], [{ from: '09:00', to: '08:00', agents: 1 }], [{ from: '9', to: '10:00', agents: 1 }], [{ from: '09:00', to: '10:00', agents: -1 }]]) {
    assert.equal((await desk.ask('PUT', `/queues/${queueId}/staffing-plan/2024-05-08`, { spans })).status, 422, JSON.stringify(spans));
  }
  for (const [method, path, body] of [['PUT', `/queues/${queueId}/staffing-plan/2024-02-31`, { spans: [] }], ['GET', `/queues/${queueId}/staffing-plan?from=2024-05-06`], ['GET', `/queues/${queueId}/staffing-plan?from=2024-05-06&to=2024-05-01`], ['GET', `/staffing/forecast?queueId=${queueId}&minutes=20`], ['GET', '/staffing/forecast']] as const) {
    assert.equal((await desk.ask(method, path, body)).status, 422, path);
  }
  const reader = await desk.tokenFor('queues.read');
  assert.equal((await desk.ask('PUT', `/queues/${queueId}/staffing-plan/2024-05-08`, { spans: [] }, reader)).status, 403);
  for (const [method, path, body] of [['GET', `/staffing/forecast?queueId=${queueId}`], ['GET', `/queues/${queueId}/staffing-plan?from=2024-05-06&to=2024-05-07`], ['PUT', `/queues/${queueId}/staffing-plan/2024-05-08`, { spans: [] }], ['DELETE', `/queues/${queueId}/staffing-plan/2024-05-08`]] as const) {
    const theirs = await desk.ask(method, path, body, desk.stranger.token);
    const none = await desk.ask(method, path.replace(String(queueId), '987654'), body, desk.stranger.token);
    assert.deepEqual([theirs.status, theirs.body], [404, none.body], path);
  }
});

test('200, 403, 422: how many of the planned people are not at their desks', async () => {
  const get = async () => (await desk.ask('GET', '/staffing/settings')).body;
  assert.deepEqual(await get(), { shrinkagePercent: 0 });
  assert.deepEqual((await desk.ask('PATCH', '/staffing/settings', { shrinkagePercent: 30 })).body, { shrinkagePercent: 30 });
  assert.deepEqual([await get(), (await desk.ask<Forecast>('GET', `/staffing/forecast?queueId=${queueId}`)).body.shrinkagePercent], [{ shrinkagePercent: 30 }, 30]);
  for (const body of [{ shrinkagePercent: 91 }, { shrinkagePercent: -1 }, { shrinkagePercent: 1.5 }, { shrinkagePercent: '30' }, {}]) assert.equal((await desk.ask('PATCH', '/staffing/settings', body)).status, 422, JSON.stringify(body));
  assert.equal((await desk.ask('PATCH', '/staffing/settings', { shrinkagePercent: 10 }, await desk.tokenFor('queues.read'))).status, 403);
  assert.deepEqual([await get(), (await desk.ask('GET', '/staffing/settings', undefined, desk.stranger.token)).body], [{ shrinkagePercent: 30 }, { shrinkagePercent: 0 }]);
});
