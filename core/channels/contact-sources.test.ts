import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { createApiChannel, findChannels, findContactSource, findContactSources, putContactSource } from './index.ts';

let desk: Desk;
let bo: number;
let cara: number;
let channelId: number;
before(async () => {
  desk = await openDesk();
  await within(async (tx) => {
    channelId = (await createApiChannel(tx, desk.act, { name: 'Shop' })).id;
    bo = (await createContact(tx, desk.act, { name: 'Bo' })).id;
    cara = (await createContact(tx, desk.act, { name: 'Cara' })).id;
  });
});
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

test('a channel of software has no address, and two of one name are two', async () => {
  await within((tx) => createApiChannel(tx, desk.act, { name: 'Shop' }));
  const made = (await within((tx) => findChannels(tx, desk.act))).filter((channel) => channel.name === 'Shop');
  assert.deepEqual(made.map(({ kind, address }) => [kind, address]), [['api', null], ['api', null]]);
});

test('a contact is found by the name the channel has for it; the same name again is nothing, for another contact a conflict', async () => {
  await within((tx) => putContactSource(tx, desk.act, { channelId, contactId: bo, sourceId: 'shop-7' }));
  await within((tx) => putContactSource(tx, desk.act, { channelId, contactId: bo, sourceId: 'shop-7' }));
  await assert.rejects(within((tx) => putContactSource(tx, desk.act, { channelId, contactId: cara, sourceId: 'shop-7' })), { code: 'conflict' });
  assert.equal((await within((tx) => findContactSource(tx, desk.act, channelId, 'shop-7')))!.contactId, bo);
  assert.equal((await within((tx) => findContactSources(tx, desk.act, [bo, cara]))).length, 1);
  const made = await within((tx) => putContactSource(tx, desk.act, { channelId, contactId: cara }));
  assert.match(made.sourceId, /^[0-9a-f-]{36}$/);
});

test('another account\'s channel and contact are unknown, and senseless names are refused', async () => {
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  const theirs = systemAct(other, desk.act.now, 'test');
  const their = await desk.database.withAccount(other, async (tx) => ({ channelId: (await createApiChannel(tx, theirs, { name: 'S' })).id, contactId: (await createContact(tx, theirs, { name: 'C' })).id }));
  for (const wrong of [{ channelId, contactId: their.contactId }, { channelId: their.channelId, contactId: bo }]) {
    await assert.rejects(within((tx) => putContactSource(tx, desk.act, wrong)), { code: 'not-found' });
  }
  for (const sourceId of ['', 'x'.repeat(256), 'a\u0000']) await assert.rejects(within((tx) => putContactSource(tx, desk.act, { channelId, contactId: bo, sourceId })), { code: 'invalid' });
});
