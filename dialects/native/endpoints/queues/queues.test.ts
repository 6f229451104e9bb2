import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTeam, setTeamMembers } from '#core/people/index.ts';
import { setReady } from '#testkit/routing/set-ready.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

interface Queue { id: number; name: string; mode: string; version: number; afterHours: object; agentCount: number; readyCount: number; assignments: object[]; skills: object[]; queueGroupId: number | null; menuPath: string | null }
const make = async (name: string, more: object = {}): Promise<Queue> => {
  const { status, body } = await desk.ask<Queue>('POST', '/queues', { kind: 'call', name, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};
interface Refusal { key?: string; fields?: { field: string; key?: string }[] }

test('201, 200, 204: a queue is made with the usual rules, changed, deleted and brought back', async () => {
  const { body: menu } = await desk.ask<{ id: number }>('POST', '/menus', { kind: 'ivr', name: 'Orders' });
  const queue = await make('Orders', { menuId: menu.id });
  assert.deepEqual([queue.mode, queue.menuPath, queue.afterHours, queue.version], ['deltacast', 'Orders', { action: 'wait' }, 1]);
  const changed = await desk.ask<Queue>('PATCH', `/queues/${queue.id}`, { mode: 'multicast', afterHours: { action: 'voicemail', text: 'Later' } });
  assert.deepEqual([changed.status, changed.body.mode, changed.body.afterHours, changed.body.version], [200, 'multicast', { action: 'voicemail', text: 'Later' }, 2]);
  assert.equal((await desk.ask('DELETE', `/queues/${queue.id}`)).status, 204);
  assert.equal((await desk.ask('GET', `/queues/${queue.id}`)).status, 404);
  assert.equal((await desk.ask<Queue>('POST', `/queues/${queue.id}/restore`)).body.menuPath, 'Orders');
  assert.equal((await desk.ask<{ items: Queue[] }>('GET', '/queues')).body.items.some(({ id }) => id === queue.id), true);
});

test('200: who works a queue follows from agents, teams and skills', async () => {
  const queue = await make('Staffed');
  const teamId = await desk.database.withAccount(desk.accountId, async (tx) => {
    const { id } = await createTeam(tx, desk.act, { name: 'Front' });
    await setTeamMembers(tx, desk.act, id, [desk.agentId]);
    return id;
  });
  const set = await desk.ask<Queue>('PUT', `/queues/${queue.id}/assignments`, { assignments: [{ agentId: null, teamId, level: 2 }] });
  assert.deepEqual([set.status, set.body.agentCount, set.body.assignments], [200, 1, [{ agentId: null, teamId, level: 2 }]]);
  assert.equal((await desk.ask<Queue>('PUT', `/queues/${queue.id}/skills`, { skills: [{ skill: 'Billing', level: 3 }] })).body.agentCount, 0);
  assert.deepEqual((await desk.ask('PUT', `/agents/${desk.agentId}/skills`, { skills: [{ skill: 'billing', level: 3 }] })).body, { skills: [{ skill: 'billing', level: 3 }] });
  assert.deepEqual([(await desk.ask('GET', `/agents/${desk.agentId}/skills`)).body, (await desk.ask('GET', '/skills')).body], [{ skills: [{ skill: 'billing', level: 3 }] }, { items: ['billing'], next: null }]);
  assert.equal((await desk.ask<Queue>('GET', `/queues/${queue.id}`)).body.agentCount, 1);
  for (const assignments of [[{ agentId: 987_654, teamId: null, level: 1 }]]) assert.equal((await desk.ask('PUT', `/queues/${queue.id}/assignments`, { assignments })).status, 404);
});

test('200: groups hold queues', async () => {
  const { body: group } = await desk.ask<{ id: number }>('POST', '/queue-groups', { name: 'All orders' });
  const queue = await make('Grouped', { queueGroupId: group.id });
  assert.equal((await desk.ask<{ name: string }>('PATCH', `/queue-groups/${group.id}`, { name: 'Orders' })).body.name, 'Orders');
  const { items } = (await desk.ask<{ items: { id: number; queueIds: number[] }[] }>('GET', '/queue-groups')).body;
  assert.deepEqual(items.map(({ id, queueIds }) => [id, queueIds]), [[group.id, [queue.id]]]);
  assert.equal((await desk.ask('DELETE', `/queue-groups/${group.id}`)).status, 204);
  assert.equal((await desk.ask<Queue>('GET', `/queues/${queue.id}`)).body.queueGroupId, null);
});

test('200: what a caller would get, and why', async () => {
  const night = await make('Night', { waitingMax: 0, overCapacity: { action: 'end', text: 'Bye' } });
  await desk.ask('PUT', '/calendars/default', { zone: 'UTC', hours: { mon: [['09:00', '17:00']] } });
  const { items: [calendar] } = (await desk.ask<{ items: { id: number }[] }>('GET', '/calendars')).body;
  const day = await make('Day', { calendarId: calendar!.id, afterHours: { action: 'queue', queueId: night.id } });
  await desk.ask('PUT', `/queues/${day.id}/assignments`, { assignments: [{ agentId: desk.agentId, teamId: null, level: 1 }] });
  await desk.database.withAccount(desk.accountId, (tx) => setReady(tx, desk.agentId, { call: Date.parse('2024-05-06T11:00:00Z'), chat: null }));
  const open = (await desk.ask<{ end: string; asked: object[] }>('POST', '/queues/preview', { queueId: day.id, at: '2024-05-06T10:00:00+00:00' })).body;
  assert.deepEqual([open.end, open.asked], ['waits', [{ agentId: desk.agentId, name: 'Ada', level: 1, readySince: '2024-05-06T11:00:00Z' }]]);
  const closed = (await desk.ask<{ end: string; queues: { name: string; cause: string; action: object; phase: string }[] }>('POST', '/queues/preview', { queueId: day.id, at: '2024-05-05T10:00:00Z' })).body;
  assert.deepEqual([closed.end, closed.queues.map(({ name, cause, phase, action }) => [name, phase, cause, action])],
    ['end', [['Day', 'closed', 'after-hours', { action: 'queue', queueId: night.id }], ['Night', 'open', 'over-capacity', { action: 'end', text: 'Bye' }]]]);
  for (const body of [{}, { queueId: day.id, menuId: 1 }, { queueId: day.id, at: 'tomorrow' }, { queueId: day.id, more: 1 }]) assert.equal((await desk.ask('POST', '/queues/preview', body)).status, 422, JSON.stringify(body));
});

test('422, 409: every wrong rule is named by its field, a ring by its queues', async () => {
  const queue = await make('Strict');
  const wrong = await desk.ask<Refusal>('PATCH', `/queues/${queue.id}`, { targetPercent: 101, offerSeconds: 0, afterHours: { action: 'message' } });
  assert.deepEqual([wrong.status, wrong.body.fields?.map(({ field }) => field)], [422, ['targetPercent', 'offerSeconds', 'afterHours.text']]);
  for (const afterHours of [{ action: 'queue' }, { action: 'end', queueId: queue.id }, { action: 'dance' }, { action: 'queue', queueId: 987_654 }]) assert.equal((await desk.ask('PATCH', `/queues/${queue.id}`, { afterHours })).status, 422, JSON.stringify(afterHours));
  const ring = await desk.ask<Refusal>('PATCH', `/queues/${queue.id}`, { afterHours: { action: 'queue', queueId: queue.id } });
  assert.deepEqual([ring.status, ring.body.key], [409, 'queue-ring']);
  assert.equal((await desk.ask<Queue>('GET', `/queues/${queue.id}`)).body.version, 1);
});

test('403, 404: nobody without the permission; another account\'s queue, group and agent are as unknown as none', async () => {
  const queue = await make('Guarded');
  const { body: group } = await desk.ask<{ id: number }>('POST', '/queue-groups', { name: 'Guarded' });
  const [reader, nobody, { token }] = [await desk.tokenFor('queues.read'), await desk.tokenFor('people.read'), desk.stranger];
  for (const path of ['/queues', `/queues/${queue.id}`, '/queue-groups', '/skills', `/agents/${desk.agentId}/skills`]) assert.deepEqual([(await desk.ask('GET', path, undefined, reader)).status, (await desk.ask('GET', path, undefined, nobody)).status], [200, 403], path);
  const acts = [
    ['PATCH', `/queues/${queue.id}`, { name: 'x' }], ['DELETE', `/queues/${queue.id}`, undefined], ['POST', `/queues/${queue.id}/restore`, undefined], ['PUT', `/queues/${queue.id}/assignments`, { assignments: [] }],
    ['PUT', `/queues/${queue.id}/skills`, { skills: [] }], ['PATCH', `/queue-groups/${group.id}`, { name: 'x' }], ['DELETE', `/queue-groups/${group.id}`, undefined], ['PUT', `/agents/${desk.agentId}/skills`, { skills: [] }],
  ] as const;
  for (const [method, path, body] of acts) assert.deepEqual([(await desk.ask(method, path, body, reader)).status, (await desk.ask(method, path, body, token)).status], [403, 404], `${method} ${path}`);
  const { body: theirs } = await desk.ask<Queue>('POST', '/queues', { kind: 'call', name: 'Theirs' }, token);
  assert.equal((await desk.ask<Refusal>('PUT', `/queues/${theirs.id}/assignments`, { assignments: [{ agentId: desk.agentId, teamId: null, level: 1 }] }, token)).status, 404);
  assert.equal((await desk.ask<Refusal>('PATCH', `/queues/${theirs.id}`, { afterHours: { action: 'queue', queueId: queue.id } }, token)).status, 422);
});

test('200, 404, 422, 403: hours of a queue alone, and the seconds that a queue may set', async () => {
  const queue = await make('With hours', { directSeconds: 45, transferWaitSeconds: 90, callbackSeconds: 120, closedAgainSeconds: 600 });
  const shown = (await desk.ask<Record<string, unknown>>('GET', `/queues/${queue.id}`)).body;
  assert.deepEqual([shown['directSeconds'], shown['transferWaitSeconds'], shown['callbackSeconds'], shown['closedAgainSeconds'], shown['calendarId']], [45, 90, 120, 600, null]);
  const hours = { zone: 'Europe/Berlin', hours: { mon: [['09:00', '17:00']] } };
  const set = await desk.ask<{ calendarId: number; version: number; recomputes: boolean }>('PUT', `/queues/${queue.id}/calendar`, hours);
  assert.deepEqual([set.status, set.body.version, set.body.recomputes], [200, 1, false], JSON.stringify(set.body));
  assert.equal((await desk.ask<Record<string, unknown>>('GET', `/queues/${queue.id}`)).body['calendarId'], set.body.calendarId);
  assert.deepEqual([(await desk.ask('PUT', '/queues/987654/calendar', hours)).status, (await desk.ask('PUT', `/queues/${queue.id}/calendar`, { zone: 'Mars/Base', hours: {} })).status], [404, 422]);
  assert.equal((await desk.ask('PUT', `/queues/${queue.id}/calendar`, hours, await desk.tokenFor('queues.write'))).status, 403);
  for (const bad of [{ directSeconds: 4 }, { transferWaitSeconds: -1 }, { callbackSeconds: 86_401 }, { closedAgainSeconds: 29 }]) assert.equal((await desk.ask('PATCH', `/queues/${queue.id}`, bad)).status, 422, JSON.stringify(bad));
});
