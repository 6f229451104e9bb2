import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { ensureContacts } from './index.ts';

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
  act = systemAct(accountId, now, 'import', 'import');
});
after(async () => {
  await Promise.all([one.close(), two.close()]);
  await clone.drop();
});

async function counts() {
  return one.withAccount(accountId, (tx) => tx.one(sql<{ contacts: number; points: number; events: number }>`
    SELECT (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM contact_points) AS points,
           (SELECT count(*) FROM events WHERE type = 'contact.created') AS events`));
}

test('the same address, however written, is one contact with the first name seen', async () => {
  const found = await one.withAccount(accountId, (tx) => ensureContacts(tx, act, [
    { address: ' Bo@Example.COM ', name: '' }, { address: 'bo@example.com', name: 'Bo' }, { address: 'BO@example.com', name: 'Bobby' },
  ]));
  assert.deepEqual([...found.keys()], ['bo@example.com']);
  const again = await one.withAccount(accountId, (tx) => ensureContacts(tx, act, [{ address: 'bo@example.com', name: 'Else' }]));
  assert.deepEqual(again, found);
  const row = await one.withAccount(accountId, (tx) => tx.one(sql<{ name: string }>`SELECT name FROM contacts WHERE id = ${found.get('bo@example.com')!}`));
  assert.equal(row.name, 'Bo');
});

test('what no address is, or no database can hold, is left out and harms nobody', async () => {
  const found = await one.withAccount(accountId, (tx) => ensureContacts(tx, act, [
    { address: 'nobody', name: 'x' }, { address: '', name: '' }, { address: 'a\0b@example.com', name: 'x' }, { address: 'a\ud800@example.com', name: 'x' },
    { address: 'good@example.com', name: 'Go\0od\ud800\r\nBcc: x' },
  ]));
  assert.deepEqual([...found.keys()], ['good@example.com']);
});

test('two processes that ensure the same hundreds at once agree, and no contact is left over', async () => {
  const before = await counts();
  const seen = Array.from({ length: 400 }, (_, n) => ({ address: `p${n}@race.test`, name: `P ${n}` }));
  const maps = await Promise.all([one, two, one, two, one, two].map((database, at) => database.withAccount(accountId, (tx) =>
    ensureContacts(tx, act, at % 2 ? seen.toReversed() : seen.slice(at * 20)))));
  for (const [address, contactId] of maps.flatMap((map) => [...map])) assert.equal(contactId, maps[1]!.get(address));
  const after = await counts();
  assert.equal(after.contacts - before.contacts, 400);
  assert.equal(after.points - before.points, 400);
  assert.equal(after.events - before.events, 400);
});

test('without contacts.write nothing changes', async () => {
  const before = await counts();
  const reader: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['contacts.read']) } };
  await assert.rejects(one.withAccount(accountId, (tx) => ensureContacts(tx, reader, [{ address: 'new@x.test', name: '' }])), { code: 'forbidden' });
  assert.deepEqual(await counts(), before);
});

test('each account has its own contact for an address', async () => {
  const other = (await setupAccount(one, { accountName: 'Bolt', email: 'x@bolt.test', name: 'X', password: null, now })).account.id;
  const seen = [{ address: 'bo@example.com', name: 'Bo' }];
  const mine = await one.withAccount(accountId, (tx) => ensureContacts(tx, act, seen));
  const theirs = await one.withAccount(other, (tx) => ensureContacts(tx, systemAct(other, now, 'import', 'import'), seen));
  assert.notEqual(mine.get('bo@example.com'), theirs.get('bo@example.com'));
});
