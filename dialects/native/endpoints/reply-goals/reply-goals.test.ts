import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import type { ReplyGoals, ReplyGoalsEffect } from '../../schemas/reply-goals.ts';
import { openNative, type NativeDesk } from '../../testing/open-native.ts';

let desk: NativeDesk;
before(async () => { desk = await openNative(); });
after(() => desk.close());

const none = { goal: null, bands: [] };
const hour = { firstReply: { goal: 3_600, bands: [900, 3_600] }, overall: { goal: 3_600, bands: [] }, close: none };
const path = '/account/reply-goals';

test('200: goals are shown, previewed against the last 30 days, and set; nothing is stored by a preview', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help,
    [1, 2, 3].flatMap((n) => [
      writeMail({ id: `q${n}@b.test`, from: `bo${n}@b.test`, to: ['help@desk.test'], subject: `Question ${n}`, at: `2024-05-0${n}T09:00:00.000Z` }),
      writeMail({ id: `a${n}@desk.test`, from: 'help@desk.test', to: [`bo${n}@b.test`], subject: `Re: Question ${n}`, inReplyTo: [`q${n}@b.test`], at: `2024-05-0${n}T${String(9 + n).padStart(2, '0')}:00:00.000Z` }),
    ])));
  await catchUp(desk.database, [factsConsumer]);
  assert.deepEqual((await desk.ask<ReplyGoals>('GET', path)).body, { firstReply: none, overall: none, close: none, validFrom: null, isSet: false });
  const preview = async (body: object) => (await desk.ask<ReplyGoalsEffect>('POST', `${path}/preview`, body)).body;
  const first = await preview(hour);
  assert.deepEqual([first.days, first.judgesPast, first.firstReply], [30, true, { inForce: { withinGoal: 0, overGoal: 0, excluded: 3 }, wanted: { withinGoal: 1, overGoal: 2, excluded: 0 } }]);
  assert.equal((await desk.ask<ReplyGoals>('GET', path)).body.isSet, false);

  const set = await desk.ask<ReplyGoals>('PUT', path, hour);
  assert.deepEqual([set.status, set.body], [200, { ...hour, validFrom: null, isSet: true }]);
  assert.deepEqual((await desk.ask('GET', path)).body, set.body);
  const twoHours = { ...hour, firstReply: { goal: 7_200, bands: [] } };
  const second = await preview(twoHours);
  assert.deepEqual([second.judgesPast, second.firstReply], [false, { inForce: { withinGoal: 1, overGoal: 2, excluded: 0 }, wanted: { withinGoal: 2, overGoal: 1, excluded: 0 } }]);
  await desk.ask('PUT', path, twoHours);
  assert.deepEqual((await preview(twoHours)).firstReply.inForce, { withinGoal: 1, overGoal: 2, excluded: 0 }, 'the past keeps its goal');
  assert.equal((await desk.ask<ReplyGoals>('PUT', path, { ...twoHours, fromBeginning: true })).body.validFrom, null);
  assert.deepEqual((await preview(twoHours)).firstReply.inForce, { withinGoal: 2, overGoal: 1, excluded: 0 }, 'and is judged anew where that is asked for');
});

test('422, 403: goals that make no sense change nothing, with the key of the sentence, and nobody sets them without the permission', async () => {
  const before = (await desk.ask('GET', path)).body;
  for (const body of [{}, { ...hour, close: { goal: 0, bands: [] } }, { ...hour, close: { goal: 1.5, bands: [] } }, { ...hour, more: 1 }]) {
    assert.equal((await desk.ask('PUT', path, body)).status, 422, JSON.stringify(body));
    assert.equal((await desk.ask('POST', `${path}/preview`, body)).status, 422, JSON.stringify(body));
  }
  const falling = await desk.ask<{ fields: { key: string }[] }>('PUT', path, { ...hour, close: { goal: null, bands: [60, 30] } });
  assert.deepEqual([falling.status, falling.body.fields[0]!.key], [422, 'bands-ascend']);
  assert.equal((await desk.ask('PUT', path, hour, await desk.tokenFor('settings.read'))).status, 403);
  assert.equal((await desk.ask('POST', `${path}/preview`, hour, await desk.tokenFor('people.read'))).status, 403);
  assert.deepEqual((await desk.ask('GET', path)).body, before);
});
