import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { ensureChannel, findChannels, getChannel } from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let one: Database;
let two: Database;
let accountId: number;
let act: Act;

before(async () => {
  clone = await cloneDatabase();
  one = openDatabase(clone.connection);
  two = openDatabase(clone.connection);
  accountId = (await setupAccount(one, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now })).account.id;
  act = systemAct(accountId, now, 'cli');
});
after(async () => {
  await Promise.all([one.close(), two.close()]);
  await clone.drop();
});

test('the same address twice is one channel, and its mode stays', async () => {
  const first = await one.withAccount(accountId, (tx) => ensureChannel(tx, act, { kind: 'email', address: 'Help@Acme.test', isList: true }));
  assert.equal(first.created, true);
  const again = await one.withAccount(accountId, (tx) => ensureChannel(tx, act, { kind: 'email', address: 'help@acme.test' }));
  assert.deepEqual(again, { ...first, created: false });
  assert.equal(again.isList, true);
  assert.equal(again.name, 'help@acme.test');
});

test('two processes at once make one channel and one event', async () => {
  const results = await Promise.all([one, two, one, two, one, two].map((database) => database.withAccount(accountId, (tx) =>
    ensureChannel(tx, act, { kind: 'email', address: 'race@acme.test' }))));
  assert.equal(new Set(results.map((channel) => channel.id)).size, 1);
  assert.equal(results.filter((channel) => channel.created).length, 1);
  const row = await one.withAccount(accountId, (tx) => tx.one(sql<object>`
    SELECT (SELECT count(*)::int FROM channels WHERE address = 'race@acme.test') AS channels,
           (SELECT count(*)::int FROM events WHERE type = 'channel.created' AND (data->>'channelId')::bigint = ${results[0]!.id}) AS events`));
  assert.deepEqual(row, { channels: 1, events: 1 });
});

test('refused and senseless input changes nothing', async () => {
  const before = await one.withAccount(accountId, (tx) => findChannels(tx, act));
  const reader: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['channels.read']) } };
  await assert.rejects(one.withAccount(accountId, (tx) => ensureChannel(tx, reader, { kind: 'email', address: 'new@acme.test' })), { code: 'forbidden' });
  await assert.rejects(one.withAccount(accountId, (tx) => ensureChannel(tx, act, { kind: 'email', address: 'new' })), { code: 'invalid' });
  assert.deepEqual(await one.withAccount(accountId, (tx) => findChannels(tx, act)), before);
});

test('another account\'s channel is unknown here', async () => {
  const other = (await setupAccount(one, { accountName: 'Bolt', email: 'x@bolt.test', name: 'X', password: null, now })).account.id;
  const theirs = systemAct(other, now, 'cli');
  const mine = (await one.withAccount(accountId, (tx) => findChannels(tx, act)))[0]!;
  await assert.rejects(one.withAccount(other, (tx) => getChannel(tx, theirs, mine.id)), { code: 'not-found' });
  await assert.rejects(one.withAccount(other, (tx) => ensureChannel(tx, theirs, { kind: 'email', address: 'help@acme.test' })), { code: 'conflict' });
});
