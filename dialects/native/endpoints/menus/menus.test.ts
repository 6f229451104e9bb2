import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

interface Menu { id: number; parentId: number | null; name: string; position: number; path: string | null; isLeaf: boolean; deletedAt: string | null }
const make = async (name: string, more: object = {}): Promise<Menu> => {
  const { status, body } = await desk.ask<Menu>('POST', '/menus', { kind: 'ivr', name, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};
const names = async (query = '') => (await desk.ask<{ items: Menu[] }>('GET', `/menus${query}`)).body.items.map(({ name }) => name);

test('201, 200, 204: a tree is made, changed, moved, put in order, deleted and brought back', async () => {
  const root = await make('Support', { outputMessage: 'Welcome', languages: [{ lang: 'de', name: 'Hilfe', outputMessage: null }] });
  assert.deepEqual([root.path, root.isLeaf, root.position], ['Support', true, 0]);
  const [first, second] = [await make('Orders', { parentId: root.id, choice: '1' }), await make('Returns', { parentId: root.id })];
  assert.equal((await desk.ask<Menu>('PATCH', `/menus/${root.id}`, { name: 'Help' })).body.name, 'Help');
  assert.equal((await desk.ask<Menu>('GET', `/menus/${first.id}`)).body.path, 'Help/Orders');
  assert.equal((await desk.ask<Menu>('POST', `/menus/${first.id}/move`, { position: 5 })).body.position, 1);
  const ordered = await desk.ask<{ items: Menu[] }>('PUT', '/menus/order', { kind: 'ivr', parentId: root.id, menuIds: [first.id, second.id] });
  assert.deepEqual(ordered.body.items.map(({ id }) => id), [first.id, second.id]);
  assert.equal((await desk.ask('DELETE', `/menus/${first.id}`)).status, 204);
  assert.deepEqual([await names(), await names('?withDeleted=true'), await names('?kind=web')], [['Help', 'Returns'], ['Help', 'Orders', 'Returns'], []]);
  assert.equal((await desk.ask('GET', `/menus/${first.id}`)).status, 404);
  assert.deepEqual([(await desk.ask<Menu>('POST', `/menus/${first.id}/restore`)).body.position, await names()], [1, ['Help', 'Returns', 'Orders']]);
});

test('409, 422: what makes no sense says why by a key, and changes nothing', async () => {
  const one = await make('One', { choice: '9' });
  const before = (await desk.ask('GET', '/menus')).body;
  const key = async (method: 'POST' | 'PATCH' | 'PUT', path: string, body: object) => {
    const answer = await desk.ask<{ key?: string; fields?: { key?: string }[] }>(method, path, body);
    return [answer.status, answer.body.key ?? answer.body.fields?.[0]?.key];
  };
  assert.deepEqual(await key('POST', '/menus', { kind: 'ivr', name: 'Two', choice: '9' }), [409, 'choice-taken']);
  assert.deepEqual(await key('POST', '/menus', { kind: 'ivr', name: 'A/B' }), [422, 'no-slash']);
  assert.deepEqual(await key('POST', `/menus/${one.id}/move`, { parentId: one.id }), [409, 'menu-below-itself']);
  assert.deepEqual(await key('PUT', '/menus/order', { kind: 'ivr', menuIds: [one.id] }), [422, 'order-incomplete']);
  for (const body of [{}, { kind: 'fax', name: 'x' }, { kind: 'ivr', name: 'x', choice: '12' }, { kind: 'ivr', name: 'x', position: -1 }, { kind: 'ivr', name: 'x', more: 1 }]) assert.equal((await desk.ask('POST', '/menus', body)).status, 422, JSON.stringify(body));
  assert.deepEqual((await desk.ask('GET', '/menus')).body, before);
});

test('403, 404: nobody without the permission; another account\'s menu is as unknown as none', async () => {
  const { id } = await make('Guarded');
  const [reader, stranger] = [await desk.tokenFor('queues.read'), desk.stranger.token];
  assert.deepEqual([(await desk.ask('GET', '/menus', undefined, reader)).status, (await desk.ask('GET', '/menus', undefined, await desk.tokenFor('people.read'))).status], [200, 403]);
  for (const [method, path, body] of [['POST', '/menus', { kind: 'ivr', name: 'x' }], ['PATCH', `/menus/${id}`, { name: 'x' }], ['POST', `/menus/${id}/move`, {}], ['DELETE', `/menus/${id}`, undefined], ['POST', `/menus/${id}/restore`, undefined]] as const) {
    assert.equal((await desk.ask(method, path, body, reader)).status, 403, `${method} ${path}`);
    if (path !== '/menus') assert.equal((await desk.ask(method, path, body, stranger)).status, 404, `${method} ${path}`);
  }
  assert.equal((await desk.ask('POST', '/menus', { kind: 'ivr', name: 'x', parentId: id }, stranger)).status, 404);
});
