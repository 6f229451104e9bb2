import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CoreError } from '#core/kernel/index.ts';
import { fakeCore } from '../../testing/fake-core.ts';
import { errors } from '../../errors.ts';

const path = '/api/tools/settings/reply-time-goals';
const goals = { first_reply_time_goal: 3600, overall_reply_time_goal: 3600, time_to_close_goal: 3600 };

test('200: goals in seconds; bands that are not given stay', async () => {
  const core = fakeCore();
  await core.send('PATCH', path, { ...goals, first_reply_time_goal_bands: [1800, 7200] });
  const answer = await core.send('PATCH', path, { ...goals, first_reply_time_goal: '7200' });
  assert.deepEqual([answer.statusCode, answer.json<{ first_reply_time_goal: number; first_reply_time_goal_bands: number[] }>().first_reply_time_goal_bands], [200, [1800, 7200]]);
  assert.equal((await core.get(path)).json<{ first_reply_time_goal: number }>().first_reply_time_goal, 7200);
});

test('422: a goal is missing, or is no positive number of seconds', async () => {
  const missing = await fakeCore().send('PATCH', path, {});
  assert.deepEqual([missing.statusCode, missing.json<{ message: string }>().message], [422, 'The first reply time goal field is required. (and 2 more errors)']);
  for (const bad of [0, -1, 1.5, 'soon', null, true, [], 1e12]) {
    const answer = await fakeCore().send('PATCH', path, { ...goals, time_to_close_goal: bad });
    assert.deepEqual([answer.statusCode, Object.keys(answer.json<{ errors: object }>().errors)], [422, ['time_to_close_goal']], JSON.stringify(bad));
  }
});

test('422: a body that is no object is named', async () => {
  for (const bad of ['[]', '"x"', '7']) {
    const answer = await fakeCore().send('PATCH', path, bad);
    assert.deepEqual([answer.statusCode, answer.json()], [422, { message: 'The body field must be an object.', errors: { body: ['The body field must be an object.'] } }], bad);
  }
});

test('core\'s names of goals and bands are said in the document\'s', () => {
  const error = new CoreError('invalid', 'no', { fields: [{ field: 'firstReply.bands.1', problem: 'must be greater than the band before it' }] });
  const { body } = errors.invalid({ code: 'invalid', text: error.safeText, fields: error.fields, method: 'PATCH', path });
  assert.deepEqual(JSON.parse(JSON.stringify(body)), {
    message: 'The first reply time goal bands.1 field must be greater than the band before it.',
    errors: { 'first_reply_time_goal_bands.1': ['The first reply time goal bands.1 field must be greater than the band before it.'] },
  });
});

test('401 and 403', async () => {
  assert.equal((await fakeCore().server.inject(path)).statusCode, 401);
  assert.equal((await fakeCore({ permissions: [] }).get(path)).statusCode, 403);
});
