import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct } from '#core/kernel/index.ts';
import { createMenu, createQueue } from '#core/queues/index.ts';
import { startLine, tellLine, type Change } from '#core/routing/index.ts';
import { openCcai, type Ccai } from '../../testing/open-ccai.ts';

let api: Ccai;
before(async () => { api = await openCcai(); });
after(() => api.close());

test('200: the menus, languages and kinds in which somebody waits, with whole seconds that add up; nothing where nobody does', async () => {
  const { database, accountId } = api.desk;
  const change: Change = (work) => database.withAccount(accountId, work);
  const at = (secondsAgo: number) => systemAct(accountId, new Date(api.clock.nowMs() - secondsAgo * 1_000).toISOString(), 'test');
  assert.deepEqual((await api.ada.get('/menus/current_status')).json(), []);
  const { menuId, queueId, bareId } = await change(async (tx) => {
    const parent = await createMenu(tx, at(900), { kind: 'ivr', name: 'zdco IVR Support' });
    const leaf = await createMenu(tx, at(900), { kind: 'ivr', name: '1 Day Shipping', parentId: parent.id });
    const queue = await createQueue(tx, at(900), { kind: 'call', name: 'Shipping', menuId: leaf.id });
    const bare = await createQueue(tx, at(900), { kind: 'call', name: 'Without a menu' });
    return { menuId: leaf.id, queueId: queue.id, bareId: bare.id };
  });
  const call = (ref: string, secondsAgo: number, to = queueId) => startLine(change, at(secondsAgo), { kind: 'call', providerRef: ref, entry: 'ivr', to: '+4930555', queueId: to });
  await call('one', 300.6);
  const { interaction } = await call('two', 100.6);
  await call('elsewhere', 50, bareId);
  const rows = (await api.ada.get('/menus/current_status')).json<Record<string, unknown>[]>();
  assert.deepEqual(rows, [{
    menu_id: menuId, lang: 'en', menu_path_id: rows[0]!['menu_path_id'], menu_path: 'zdco IVR Support/1 Day Shipping', comm_type: 'Call', in_queue_count: 2,
    oldest_in_queue: new Date(api.clock.nowMs() - 300_600).toISOString(), oldest_duration_in_queue: 301, total_queue_duration: 402, average_queue_duration: 201, // both ends rounded down
  }]);
  assert.deepEqual((await api.ada.get('/menu/current_status')).json(), rows);
  assert.deepEqual((await api.eve.get('/menus/current_status')).json(), []);
  await tellLine(change, at(0), { kind: 'call', interactionId: interaction.id, event: { event: 'hang-up' } });
  assert.deepEqual((await api.ada.get('/menus/current_status')).json<{ in_queue_count: number }[]>().map((row) => row.in_queue_count), [1]);
});

test('401, 403: without credentials, and for a token that may not see queues', async () => {
  assert.equal((await api.callerOf('nobody:nothing').get('/menus/current_status')).status, 401);
  assert.equal((await (await api.only('people.read')).get('/menus/current_status')).status, 403);
});
