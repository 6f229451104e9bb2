import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { changeCannedResponse, createCannedResponse, deleteCannedResponse, findCannedResponses, getCannedResponse } from './index.ts';

let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

test('a canned response is made, found by a part of code or text, changed and deleted', async () => {
  const made = await within((tx) => createCannedResponse(tx, desk.act, { shortCode: ' Greet ', content: 'Dear {{contact.name}}' }));
  assert.equal(made.shortCode, 'Greet');
  await within((tx) => createCannedResponse(tx, desk.act, { shortCode: 'bye', content: 'Farewell' }));
  const codes = async (search?: string) => (await within((tx) => findCannedResponses(tx, desk.act, search === undefined ? {} : { search }))).map((one) => one.shortCode);
  assert.deepEqual([await codes(), await codes('GREE'), await codes('farewell'), await codes('nothing')], [['bye', 'Greet'], ['Greet'], ['bye'], []]);
  assert.equal((await within((tx) => changeCannedResponse(tx, desk.act, made.id, { content: 'Hello' }))).content, 'Hello');
  assert.equal((await within((tx) => getCannedResponse(tx, desk.act, made.id))).shortCode, 'Greet');
  await within((tx) => deleteCannedResponse(tx, desk.act, made.id));
  await assert.rejects(within((tx) => getCannedResponse(tx, desk.act, made.id)), { code: 'not-found' });
});

test('a short code is one, whatever its case, also when one is renamed to it', async () => {
  const first = await within((tx) => createCannedResponse(tx, desk.act, { shortCode: 'once', content: 'x' }));
  const second = await within((tx) => createCannedResponse(tx, desk.act, { shortCode: 'twice', content: 'x' }));
  await assert.rejects(within((tx) => createCannedResponse(tx, desk.act, { shortCode: 'ONCE', content: 'x' })), { code: 'conflict' });
  await assert.rejects(within((tx) => changeCannedResponse(tx, desk.act, second.id, { shortCode: 'Once' })), { code: 'conflict' });
  assert.equal((await within((tx) => changeCannedResponse(tx, desk.act, first.id, { shortCode: 'Once' }))).shortCode, 'Once');
});

test('senseless, refused and foreign input changes nothing', async () => {
  const before = await within((tx) => findCannedResponses(tx, desk.act));
  for (const bad of [{ shortCode: 'two words', content: 'x' }, { shortCode: '', content: 'x' }, { shortCode: 'a', content: ' ' }, { shortCode: 'a', content: 'x\u0000' }, { shortCode: 'a'.repeat(61), content: 'x' }]) {
    await assert.rejects(within((tx) => createCannedResponse(tx, desk.act, bad)), { code: 'invalid' });
  }
  const reader: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['conversations.read']) } };
  await assert.rejects(within((tx) => createCannedResponse(tx, reader, { shortCode: 'a', content: 'x' })), { code: 'forbidden' });
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  const theirs = systemAct(other, desk.act.now, 'test');
  await assert.rejects(desk.database.withAccount(other, (tx) => deleteCannedResponse(tx, theirs, before[0]!.id)), { code: 'not-found' });
  assert.deepEqual(await within((tx) => findCannedResponses(tx, desk.act)), before);
});
