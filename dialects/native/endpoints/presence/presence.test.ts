import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catchUp } from '#core/events/index.ts';
import { createAgent } from '#core/people/index.ts';
import { createQueue, setAssignments } from '#core/queues/index.ts';
import { readinessConsumer } from '#core/routing/index.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let otherId = 0;
let queueId = 0;
before(async () => {
  desk = await openNative();
  await desk.database.withAccount(desk.accountId, async (tx) => {
    otherId = (await createAgent(tx, desk.act, { name: 'Bo Other' })).id;
    queueId = (await createQueue(tx, desk.act, { kind: 'chat', name: 'Chats' })).id;
    await setAssignments(tx, desk.act, queueId, [{ agentId: desk.agentId, teamId: null, level: 1 }]);
  });
});
after(() => desk.close());

interface Presence { statusId: number; statusSince: string | null; isOnline: boolean; takesMessages: boolean; takesCalls: boolean; takesChats: boolean; capacity: number; callWeight: number; chatWeight: number; load: number; devices: { device: string; kind: string }[] }
interface Status { id: number; name: string; takesWork: boolean; isBuiltIn: boolean }
interface Refusal { key?: string; fields?: { field: string; key?: string }[] }
const presence = async (id = desk.agentId): Promise<Presence> => (await desk.ask<Presence>('GET', `/agents/${id}/presence`)).body;
const change = (body: object, id = desk.agentId) => desk.ask<Presence & Refusal>('PATCH', `/agents/${id}/presence`, body);
const readyCount = async (): Promise<number> => (await desk.ask<{ readyCount: number }>('GET', `/queues/${queueId}`)).body.readyCount;

test('200: who has never been at a desk is offline and takes what the account says', async () => {
  assert.deepEqual(await presence(otherId), {
    agentId: otherId, statusId: -10, statusSince: null, resumeStatusId: null, isOnline: false, takesMessages: true, takesCalls: true, takesChats: true, calls: 0, chats: 0, capacity: 6, callWeight: 6, chatWeight: 2, load: 0,
    wrapUpUntil: null, devices: [],
  });
  assert.equal((await desk.ask('GET', '/agents/987654/presence')).status, 404);
});

test('200, 204: the first device makes an agent online, the last that goes offline', async () => {
  const first = await desk.ask<Presence>('PUT', `/agents/${desk.agentId}/devices/phone-1`, { kind: 'softphone' });
  assert.deepEqual([first.status, first.body.isOnline, first.body.statusId, first.body.devices.map(({ device, kind }) => `${device} ${kind}`)], [200, true, -1, ['phone-1 softphone']]);
  await desk.ask('PUT', `/agents/${desk.agentId}/devices/phone-2`, { kind: 'mobile' });
  assert.equal((await desk.ask('DELETE', `/agents/${desk.agentId}/devices/phone-1`)).status, 204);
  assert.equal((await presence()).isOnline, true);
  for (const _ of ['gone', 'gone already']) assert.equal((await desk.ask('DELETE', `/agents/${desk.agentId}/devices/phone-2`)).status, 204);
  assert.deepEqual([(await presence()).isOnline, (await presence()).statusId], [false, -10]);
  for (const [device, body] of [['desk', { kind: 'api' }], ['phone-3', { kind: 'fax' }]] as const) assert.equal((await desk.ask('PUT', `/agents/${desk.agentId}/devices/${device}`, body)).status, 422, device);
  await desk.ask('PUT', `/agents/${desk.agentId}/devices/phone-1`, { kind: 'softphone' });
});

test('200: status, readiness and figures change together, or none of them', async () => {
  const { status, body } = await change({ statusId: 0, takesCalls: false, capacity: 4, chatWeight: 3 });
  assert.deepEqual([status, body.statusId, body.takesCalls, body.takesChats, body.capacity, body.callWeight, body.chatWeight], [200, 0, false, true, 4, 6, 3]);
  const refused: readonly [object, string][] = [
    [{ statusId: -7, takesChats: false }, 'status-automatic'], [{ statusId: 4_711, takesChats: false }, 'no-status'],
  ];
  for (const [wrong, key] of refused) {
    const answer = await change(wrong);
    assert.deepEqual([answer.status, answer.body.fields?.[0]?.key], [422, key], JSON.stringify(answer.body));
  }
  assert.equal((await change({ statusId: -4, takesChats: false, capacity: 0 })).status, 422);
  assert.deepEqual([(await presence()).statusId, (await presence()).takesChats, (await presence()).capacity], [0, true, 4]);
  assert.equal((await change({ statusId: 0 }, 987_654)).status, 404);
});

test('403: who only takes work changes his own status and readiness, neither his figures nor another\'s anything; of a change that is refused nothing stays', async () => {
  const narrow = await desk.tokenFor('people.read', 'work.handle');
  const as = (id: number, body: object) => desk.ask<Refusal>('PATCH', `/agents/${id}/presence`, body, narrow);
  assert.equal((await as(desk.agentId, { statusId: -2 })).status, 200);
  assert.equal((await as(otherId, { statusId: -2 })).status, 403);
  assert.equal((await as(desk.agentId, { statusId: 0, capacity: 100 })).status, 403);
  assert.deepEqual([(await presence()).statusId, (await presence()).capacity], [-2, 4]);
  assert.equal((await desk.ask('PATCH', '/capacity', { capacity: 9 }, narrow)).status, 403);
});

test('200: null gives an agent the account\'s figures again, and the account\'s are followed by whoever has none of his own', async () => {
  assert.deepEqual((await change({ statusId: 0, capacity: null, chatWeight: null })).body.capacity, 6);
  assert.equal(await readyCount(), 1);
  const set = await desk.ask('PATCH', '/capacity', { capacity: 5, chatWeight: 7 });
  assert.deepEqual([set.status, set.body, (await desk.ask('GET', '/capacity')).body], [200, { capacity: 5, callWeight: 6, chatWeight: 7 }, { capacity: 5, callWeight: 6, chatWeight: 7 }]);
  await catchUp(desk.database, [readinessConsumer]);
  assert.equal(await readyCount(), 0, 'a chat weighs more than he takes');
  assert.equal((await change({ chatWeight: 2 })).body.chatWeight, 2);
  assert.equal(await readyCount(), 1, 'his own figure counts');
  for (const wrong of [{ capacity: 0 }, { capacity: null }, { capacity: 1_001 }, { callWeight: 1.5 }]) assert.equal((await desk.ask('PATCH', '/capacity', wrong)).status, 422, JSON.stringify(wrong));
  await desk.ask('PATCH', '/capacity', { capacity: 6, callWeight: 6, chatWeight: 2 });
});

test('201, 200, 204: statuses of the account\'s own are made, changed and deleted; built-in ones change their look only', async () => {
  const { status, body } = await desk.ask<Status>('POST', '/statuses', { name: 'Back office', color: 'teal' });
  assert.deepEqual([status, body.takesWork, body.isBuiltIn], [201, false, false]);
  assert.equal((await desk.ask<Status>('PATCH', `/statuses/${body.id}`, { name: 'Post' })).body.name, 'Post');
  const { items } = (await desk.ask<{ items: Status[] }>('GET', '/statuses')).body;
  assert.deepEqual(items.filter(({ takesWork }) => takesWork).map(({ id }) => id), [0, -8]);
  assert.deepEqual(await desk.ask<Status>('PATCH', '/statuses/-2', { name: 'Pause' }).then(({ status: code, body: { name } }) => [code, name]), [200, 'Pause']);
  assert.deepEqual((await desk.ask<Refusal>('PATCH', '/statuses/-2', { takesWork: true })).body.key, 'status-work-fixed');
  assert.deepEqual((await desk.ask<Refusal>('DELETE', '/statuses/-2')).body.key, 'status-built-in');
  assert.equal((await desk.ask('DELETE', `/statuses/${body.id}`)).status, 204);
  assert.equal((await desk.ask('DELETE', `/statuses/${body.id}`)).status, 404);
  assert.equal((await desk.ask('POST', '/statuses', { name: 'x', color: 'plaid' })).status, 422);
});

test('200: an agent in an own status that takes work is given work, and is not once it no longer does', async () => {
  const { body: { id } } = await desk.ask<Status>('POST', '/statuses', { name: 'Training', color: 'lime', takesWork: true });
  await change({ statusId: -2 });
  assert.equal(await readyCount(), 0);
  await change({ statusId: id });
  assert.equal(await readyCount(), 1);
  const started = await desk.ask<{ id: number }>('POST', '/chats', { providerRef: 'own-1', to: 'shop.desk.test', queueId });
  assert.equal(started.status, 201, JSON.stringify(started.body));
  const [offer] = (await desk.ask<{ items: { id: number; interactionId: number }[] }>('GET', '/offers')).body.items;
  assert.equal(offer?.interactionId, started.body.id);
  await desk.ask('POST', `/offers/${offer.id}/answer`, { answer: 'pick-up' });
  assert.deepEqual([(await presence()).statusId, (await presence()).load, await readyCount()], [-8, 2, 1]);
  assert.equal((await desk.ask<Status>('PATCH', `/statuses/${id}`, { takesWork: false })).body.takesWork, false);
  await catchUp(desk.database, [readinessConsumer]);
  assert.deepEqual([(await presence()).statusId, await readyCount()], [id, 0], 'he keeps his chat and is given no more');
});

test('200: the log of an agent, newest first, in pages', async () => {
  const page = (await desk.ask<{ items: { id: number; activity: string }[]; next: string | null }>('GET', `/agents/${desk.agentId}/activities?limit=3`)).body;
  assert.equal(page.items.length, 3);
  const next = (await desk.ask<{ items: { id: number; activity: string }[] }>('GET', `/agents/${desk.agentId}/activities?limit=100&cursor=${encodeURIComponent(page.next!)}`)).body;
  const ids = [...page.items, ...next.items].map(({ id }) => id);
  assert.deepEqual([new Set(ids).size, ids.length > 10, next.items.some(({ activity }) => activity === 'login')], [ids.length, true, true]);
  assert.equal((await desk.ask('GET', `/agents/${desk.agentId}/activities?cursor=nonsense`)).status, 422);
  assert.equal((await desk.ask('GET', '/agents/987654/activities')).status, 404);
});

test('200, 409: a card is changed field by field; no two agents have the same number', async () => {
  const card = await desk.ask<{ agentNumber: string; location: string }>('PATCH', `/agents/${desk.agentId}/card`, { agentNumber: '77', location: 'Berlin' });
  assert.deepEqual([card.status, card.body.agentNumber, card.body.location], [200, '77', 'Berlin']);
  const taken = await desk.ask<Refusal>('PATCH', `/agents/${otherId}/card`, { agentNumber: '77', location: 'Bonn' });
  assert.deepEqual([taken.status, taken.body.key, taken.body.fields?.map(({ field }) => field)], [409, 'agent-number-taken', ['agentNumber']]);
  assert.deepEqual((await desk.ask<{ agentNumber: string | null; location: string | null }>('GET', `/agents/${otherId}/card`)).body.location, null);
  assert.equal((await desk.ask('PATCH', `/agents/${desk.agentId}/card`, { agentNumber: '77' })).status, 200, 'his own');
  assert.equal((await desk.ask('PATCH', `/agents/${desk.agentId}/card`, { agentNumber: null })).status, 200);
  assert.equal((await desk.ask('PATCH', `/agents/${otherId}/card`, { agentNumber: '77' })).status, 200, 'it is free again');
  assert.equal((await desk.ask('PATCH', `/agents/${otherId}/card`, { avatarUrl: 'javascript:alert(1)' })).status, 422);
});
