import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeCore } from '../../testing/fake-core.ts';

const path = '/api/logs/conversations/mark-closed';

test('200: each id once, ascending; ids that do not exist are passed over', async () => {
  const core = fakeCore();
  const answer = await core.send('POST', path, { ids: [8, 6, 7, 5, 3, 0, 9, 8] });
  assert.deepEqual([answer.statusCode, answer.json()], [200, { ids: [3, 5, 6, 7, 8, 9] }]);
  assert.deepEqual(core.asked.ids, [0, 3, 5, 6, 7, 8, 9]);
});

test('200: a form says the same as JSON', async () => {
  const { server, asked } = fakeCore();
  const headers = { authorization: 'Bearer good', 'content-type': 'application/x-www-form-urlencoded' };
  assert.equal((await server.inject({ method: 'POST', url: path, headers, payload: 'ids[]=2&ids[]=1' })).statusCode, 200);
  assert.deepEqual(asked.ids, [1, 2]);
});

test('200: fields that are not the operation\'s are not read', async () => {
  const answer = await fakeCore().send('POST', path, { ids: [1], account_id: 2, role: 'owner', is_admin: true });
  assert.deepEqual(answer.json(), { ids: [1] });
});

test('422: no ids, an empty list, or what is no id', async () => {
  for (const payload of [{}, '', { ids: null }, { ids: [] }, { ids: 'x' }, { ids: { a: 1 } }, { ids: ['one'] }, { ids: [1.5] }, { ids: [2 ** 63] }, { ids: [{}] }, { ids: [true] }, [1], { ids: Array.from({ length: 1001 }, () => 1) }]) {
    const answer = await fakeCore().send('POST', path, payload);
    assert.equal(answer.statusCode, 422, `${JSON.stringify(payload).slice(0, 40)}: ${answer.body.slice(0, 200)}`);
  }
  for (const payload of [{}, { ids: [] }]) {
    const required = await fakeCore().send('POST', path, payload);
    assert.deepEqual(required.json(), { message: 'The ids field is required.', errors: { ids: ['The ids field is required.'] } });
  }
});

test('400, 401, 405 in the dialect\'s shape', async () => {
  assert.equal((await fakeCore().send('POST', path, '{"__proto__":{},"ids":[1]}')).statusCode, 400);
  assert.deepEqual((await fakeCore().server.inject({ method: 'POST', url: path, payload: { ids: [1] } })).json(), { message: 'Unauthenticated.' });
  assert.equal((await fakeCore().get(path)).statusCode, 405);
});
