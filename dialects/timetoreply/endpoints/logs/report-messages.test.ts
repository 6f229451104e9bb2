import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeCore } from '../../testing/fake-core.ts';

const path = '/api/logs/messages';

test('200: messages with their conversation, newest first', async () => {
  const core = fakeCore({ total: 855 });
  const answer = await core.get(path, { per_page: '2', sort_by: 'date_time' });
  const { messages } = answer.json<{ messages: { data: Record<string, unknown>[]; last_page: number } }>();
  assert.deepEqual(core.asked.page, { perPage: 2, page: 1, direction: 'desc', sortBy: 'at' });
  assert.deepEqual([messages.data[0]?.['thread_id'], messages.data[0]?.['thread_message_count'], messages.data[0]?.['timestamp'], messages.last_page], [481, 4, 1_675_279_709, 428]);
});

test('422: a column of conversations is none of messages', async () => {
  const answer = await fakeCore().get(path, { sort_by: 'last_received_at_date_time' });
  assert.deepEqual([answer.statusCode, answer.json()], [422, { message: 'The selected sort by is invalid.', errors: { sort_by: ['The selected sort by is invalid.'] } }]);
});

test('401 and 403', async () => {
  assert.equal((await fakeCore().server.inject(path)).statusCode, 401);
  assert.equal((await fakeCore({ permissions: [] }).get(path)).statusCode, 403);
});
