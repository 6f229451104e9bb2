import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeCore } from '../../testing/fake-core.ts';

const byText = '/api/logs/conversations/get-by-subject-or-email';
const byId = '/api/logs/conversations/get-by-internet-message-id';

test('200: a subject or an address finds a list of conversations, nothing finds an empty one', async () => {
  assert.equal((await fakeCore().get(byText, { search: 'cultivate' })).json<{ id: number }[]>()[0]?.id, 481);
  assert.deepEqual((await fakeCore().get(byText, { search: 'Support Query' })).json(), []);
});

test('200: a message ID finds its whole conversation; an unknown one the document\'s empty answer', async () => {
  const found = (await fakeCore().get(byId, { internet_message_id: 'm1@mail.example' })).json<{ id: number; messages: object[] }>();
  assert.deepEqual([found.id, found.messages.length], [481, 4]);
  const unknown = (await fakeCore().get(byId, { internet_message_id: 'x' })).json<{ messages: object[]; subject: string }>();
  assert.deepEqual([unknown.messages, unknown.subject], [[], '']);
});

test('422: no message ID, or too long a one', async () => {
  for (const query of ['', 'internet_message_id=']) {
    const answer = await fakeCore().get(byId, query);
    assert.deepEqual([answer.statusCode, answer.json()], [422, {
      message: 'The internet message id field is required.', errors: { internet_message_id: ['The internet message id field is required.'] },
    }]);
  }
  assert.equal((await fakeCore().get(byId, { internet_message_id: 'x'.repeat(999) })).statusCode, 422);
  assert.equal((await fakeCore().get(byText, { search: 'x'.repeat(501) })).statusCode, 422);
});

test('401 and 403', async () => {
  for (const path of [byText, `${byId}?internet_message_id=x`]) {
    assert.equal((await fakeCore().server.inject(path)).statusCode, 401);
    assert.equal((await fakeCore({ permissions: [] }).get(path)).statusCode, 403);
  }
});
