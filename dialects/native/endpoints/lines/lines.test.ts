import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { statusIds } from '#core/presence/index.ts';
import { createMenu, createQueue, setAssignments } from '#core/queues/index.ts';
import { bringAgentOnline } from '#core/routing/index.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
let queueId = 0;
let chatQueueId = 0;
let leafId = 0;
before(async () => {
  desk = await openNative();
  await desk.database.withAccount(desk.accountId, async (tx) => {
    leafId = (await createMenu(tx, desk.act, { kind: 'ivr', name: 'Orders' })).id;
    queueId = (await createQueue(tx, desk.act, { kind: 'call', name: 'Orders', menuId: leafId, wrapUpSeconds: 0, overCapacity: { action: 'message', text: 'We are full' }, waitingMax: 0 })).id;
    chatQueueId = (await createQueue(tx, desk.act, { kind: 'chat', name: 'Chats', wrapUpSeconds: 0 })).id;
    for (const id of [queueId, chatQueueId]) await setAssignments(tx, desk.act, id, [{ agentId: desk.agentId, teamId: null, level: 1 }]);
  });
  await bringAgentOnline((work) => desk.database.withAccount(desk.accountId, work), desk.act, { agentId: desk.agentId, statusId: statusIds.available });
});
after(() => desk.close());

interface Line { id: number; state: string; agentId: number | null; failReason: string; isNew?: boolean; version: number; conversationId: number }
interface Offer { id: number; interactionId: number; state: string; why: { rule: string; waitedSeconds: number } }
interface Command { id: number; position: number; interactionId: number; providerRef: string; command: string; agentId: number | null; data: { text?: string } }
const start = (providerRef: string, more: object = {}) => desk.ask<Line>('POST', '/calls', { providerRef, from: '+49 30 123456', to: '+49 30 999', ...more });
const tell = (id: number, event: object, kind = 'calls') => desk.ask<Line>('POST', `/${kind}/${id}/events`, event);
const offers = async () => (await desk.ask<{ items: Offer[] }>('GET', '/offers')).body.items;
let seen = 0;
const control = async (kind = 'calls'): Promise<Command[]> => {
  const { status, body } = await desk.ask<{ items: Command[]; after: number }>('GET', `/${kind}/control?after=${seen}`);
  assert.equal(status, 200, JSON.stringify(body));
  if (kind === 'calls') seen = body.after;
  return body.items;
};

test('a call rings once however often it is told, follows the menu, is offered, picked up, connected, held and ended; the line is told each step', async () => {
  const [first, again] = [await start('sip-1'), await start('sip-1')];
  assert.deepEqual([first.status, first.body.state, first.body.isNew, again.body.id, again.body.isNew], [201, 'selecting', true, first.body.id, false]);
  const { id } = first.body;
  assert.equal((await tell(id, { event: 'menu', menuId: leafId })).body.state, 'queued');
  const [offer] = await offers();
  assert.deepEqual([offer?.interactionId, offer?.why.rule, offer?.why.waitedSeconds], [id, 'longest-idle', 0]);
  assert.equal((await desk.ask('POST', `/offers/${offer!.id}/answer`, { answer: 'pick-up' })).status, 200);
  assert.equal((await tell(id, { event: 'connected' })).body.state, 'connected');
  for (const action of ['hold', 'resume']) assert.equal((await desk.ask('POST', `/calls/${id}/actions`, { action })).status, 200, action);
  const told = await control();
  assert.deepEqual(told.map(({ command, providerRef }) => `${providerRef} ${command}`), ['play', 'ring', 'connect', 'hold', 'resume'].map((command) => `sip-1 ${command}`));
  assert.equal((await desk.ask('POST', `/calls/control/${told[0]!.id}`, { outcome: 'done' })).status, 204);
  assert.equal((await desk.ask('POST', `/calls/control/${told[0]!.id}`, { outcome: 'done' })).status, 204);
  assert.equal((await desk.ask<{ key: string }>('POST', `/calls/control/${told[0]!.id}`, { outcome: 'failed' })).body.key, 'control-acknowledged');
  const ended = await tell(id, { event: 'hang-up', sipCode: 200 });
  const twice = await tell(id, { event: 'hang-up', sipCode: 486, by: 'system' });
  assert.deepEqual([ended.body.state, twice.status, twice.body.failReason, twice.body.version], ['finished', 200, 'none', ended.body.version]);
  assert.deepEqual((await control()).map(({ command }) => command), []);
});

test('409: a pick-up that comes too late is refused, and the attempt is on record', async () => {
  const { body } = await start('late-1', { menuId: leafId });
  const [offer] = await offers();
  await tell(body.id, { event: 'hang-up' });
  const late = await desk.ask<{ key: string }>('POST', `/offers/${offer!.id}/answer`, { answer: 'pick-up' });
  assert.deepEqual([late.status, late.body.key], [409, 'offer-gone']);
  const { count } = await desk.database.withAccount(desk.accountId, async (tx) => {
    const { sql } = await import('#storage/index.ts');
    return tx.one(sql<{ count: number }>`SELECT count(*) AS count FROM agent_activities WHERE account_id = ${tx.accountId} AND activity = 'attempted' AND interaction_id = ${body.id}`);
  });
  assert.equal(count, 1);
});

test('what a full queue says is played, and the line is given free', async () => {
  const busy = await start('busy-1', { menuId: leafId });
  const [offer] = await offers();
  await desk.ask('POST', `/offers/${offer!.id}/answer`, { answer: 'pick-up' });
  await control();
  const second = await start('busy-2', { menuId: leafId });
  assert.equal(second.body.state, 'deflected');
  assert.deepEqual((await control()).map(({ command, data }) => [command, data.text]), [['play', 'We are full'], ['hang-up', undefined]]);
  await tell(busy.body.id, { event: 'hang-up' });
});

test('a chat goes on by messages, which stand in its conversation', async () => {
  const { body } = await desk.ask<Line>('POST', '/chats', { providerRef: 'chat-1', from: 'bo@home.test', to: 'shop.desk.test', queueId: chatQueueId });
  const [offer] = await offers();
  await desk.ask('POST', `/offers/${offer!.id}/answer`, { answer: 'pick-up' });
  assert.equal((await tell(body.id, { event: 'message', by: 'customer', text: 'Where is my parcel?' }, 'chats')).status, 200);
  assert.equal((await tell(body.id, { event: 'message', by: 'agent', agentId: desk.agentId, text: 'On its way.' }, 'chats')).status, 200);
  const timeline = await desk.ask<{ items: { text?: string }[] }>('GET', `/conversations/${body.conversationId}/timeline`);
  assert.match(JSON.stringify(timeline.body), /Where is my parcel.*On its way|On its way.*Where is my parcel/);
  assert.equal((await desk.ask<Line>('POST', `/chats/${body.id}/actions`, { action: 'end' })).body.state, 'finished');
  assert.equal((await tell(body.id, { event: 'connected' }, 'chats')).status, 422);
});

test('404, 409, 422, 403: what is not there, not now, makes no sense or is not allowed changes nothing', async () => {
  const { body } = await start('bad-1');
  const statusOf = async (event: object, id = body.id, kind = 'calls') => (await tell(id, event, kind)).status;
  assert.deepEqual([await statusOf({ event: 'hang-up' }, 987_654), await statusOf({ event: 'hang-up' }, body.id, 'chats')], [404, 404]);
  assert.deepEqual([await statusOf({ event: 'connected' }), await statusOf({ event: 'recording-started' }), await statusOf({ event: 'menu', menuId: 987_654 }), await statusOf({ event: 'menu', queueId: chatQueueId })], [409, 409, 404, 409]);
  for (const bad of [{}, { event: 'sneeze' }, { event: 'menu' }, { event: 'menu', menuId: leafId, queueId }, { event: 'input', name: 'pin' }, { event: 'recording-ready', recordingRef: 'r', url: 'javascript:x' }, { event: 'rated', rating: 9 },
    { event: 'hang-up', sipCode: 99 }, { event: 'message', by: 'customer' }, { event: 'hang-up', extra: 1 }, { event: 'menu', menuId: leafId, scheduledAt: 'soon' }]) {
    assert.equal(await statusOf(bad), 422, JSON.stringify(bad));
  }
  for (const bad of [{}, { providerRef: '', to: 'x' }, { providerRef: 'x' }, { providerRef: 'x', to: '+4930', menuId: leafId, queueId }, { providerRef: 'x', to: '+4930', lang: 'no such' }]) {
    assert.equal((await desk.ask('POST', '/calls', bad)).status, 422, JSON.stringify(bad));
  }
  const handler = await desk.tokenFor('work.handle', 'queues.read');
  for (const path of ['/calls', `/calls/${body.id}/events`, '/calls/control']) {
    assert.equal((await desk.ask(path.endsWith('control') ? 'GET' : 'POST', path, path === '/calls' ? { providerRef: 'y', to: '+4930' } : path.endsWith('control') ? undefined : { event: 'hang-up' }, handler)).status, 403, path);
  }
  assert.equal((await desk.ask('POST', `/calls/${body.id}/events`, { event: 'hang-up' }, desk.stranger.token)).status, 404);
  assert.equal((await desk.ask('POST', `/calls/${body.id}/actions`, { action: 'hold' }, handler)).status, 409);
  assert.equal((await tell(body.id, { event: 'hang-up' })).body.state, 'failed');
});

test('404, 409, 422: a call that is to go where nothing is, or to be made in a thousand years, is not begun, and its name stays free', async () => {
  const queues = { missing: 987_654, ofChats: chatQueueId };
  assert.deepEqual([(await start('free-1', { queueId: queues.missing })).status, (await start('free-1', { menuId: 987_654 })).status, (await start('free-1', { queueId: queues.ofChats })).status], [404, 404, 409]);
  for (const scheduledAt of ['9999-12-31T23:59:59-23:59', '3026-01-01T00:00:00Z', '2026-13-45T99:99:99Z']) assert.equal((await start('free-1', { scheduledAt })).status, 422, scheduledAt);
  const { body } = await start('free-1');
  assert.equal(body.isNew, true);
  assert.equal((await tell(body.id, { event: 'menu', menuId: leafId, scheduledAt: '9999-12-31T23:59:59-23:59' })).status, 422);
  assert.equal((await tell(body.id, { event: 'hang-up' })).status, 200);
});

test('the settings of routing are read and changed within their bounds', async () => {
  assert.deepEqual((await desk.ask('GET', '/routing-settings')).body, { connectSeconds: 60, chatSilenceSeconds: null });
  assert.deepEqual((await desk.ask('PATCH', '/routing-settings', { chatSilenceSeconds: 300 })).body, { connectSeconds: 60, chatSilenceSeconds: 300 });
  for (const bad of [{ connectSeconds: 1 }, { chatSilenceSeconds: 1 }, { connectSeconds: null }]) assert.equal((await desk.ask('PATCH', '/routing-settings', bad)).status, 422, JSON.stringify(bad));
});
