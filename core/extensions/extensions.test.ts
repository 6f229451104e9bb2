import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { changeExtension, deleteExtensions, getExtensions, putExtensions } from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
const scope = { dialect: 'first', noun: 'thing' };
let clone: ClonedDatabase;
let database: Database;
let accountId: number;
let otherId: number;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
  const setup = async (name: string) => (await setupAccount(database, { accountName: name, email: `${name}@x.test`, name, password: null, now })).account.id;
  [accountId, otherId] = [await setup('acme'), await setup('bolt')];
});
after(async () => {
  await database.close();
  await clone.drop();
});

test('a body comes back as it was put, is replaced as a whole, and is nobody else\'s', async () => {
  const body = { colour: 'red', nested: { list: [1, null, 'ü'] } };
  await database.withAccount(accountId, (tx) => putExtensions(tx, scope, [{ coreId: 2, body }, { coreId: 1, body: { a: 1 } }, { coreId: 1, body: { a: 2 } }]));
  await database.withAccount(accountId, (tx) => putExtensions(tx, { ...scope, dialect: 'second' }, [{ coreId: 1, body: { b: 1 } }]));
  assert.deepEqual(await database.withAccount(accountId, (tx) => getExtensions(tx, scope, [1, 2, 3])), new Map<number, object>([[1, { a: 2 }], [2, body]]));
  assert.deepEqual(await database.withAccount(otherId, (tx) => getExtensions(tx, scope, [1, 2])), new Map());
  await database.withAccount(otherId, (tx) => deleteExtensions(tx, scope, [1, 2]));
  await database.withAccount(accountId, (tx) => deleteExtensions(tx, scope, [1]));
  assert.deepEqual([...(await database.withAccount(accountId, (tx) => getExtensions(tx, scope, [1, 2]))).keys()], [2]);
});

test('a rolled back transaction keeps no body', async () => {
  await assert.rejects(database.withAccount(accountId, async (tx) => {
    await putExtensions(tx, scope, [{ coreId: 9, body: {} }]);
    throw new Error('changed my mind');
  }));
  assert.equal((await database.withAccount(accountId, (tx) => getExtensions(tx, scope, [9]))).size, 0);
});

test('of many changes at once none is lost, whether there was a body or not', async () => {
  for (const round of ['a', 'b']) {
    const keys = Array.from({ length: 8 }, (_, at) => `${round}${at}`);
    await Promise.all(keys.map((key) => database.withAccount(accountId, (tx) => changeExtension(tx, scope, 7, (before) => ({ ...before, [key]: 1 })))));
    const body = (await database.withAccount(accountId, (tx) => getExtensions(tx, scope, [7]))).get(7);
    assert.deepEqual(keys.filter((key) => body?.[key] !== 1), []);
  }
  assert.equal(Object.keys((await database.withAccount(accountId, (tx) => getExtensions(tx, scope, [7]))).get(7)!).length, 16);
  await assert.rejects(database.withAccount(accountId, (tx) => changeExtension(tx, scope, 8, () => ({ a: 'x'.repeat(70_000) }))), { code: 'too-large' });
  assert.equal((await database.withAccount(accountId, (tx) => getExtensions(tx, scope, [8]))).size, 0);
});

test('what is too large is refused, what jsonb cannot hold is left out', async () => {
  await assert.rejects(database.withAccount(accountId, (tx) => putExtensions(tx, scope, [{ coreId: 5, body: { a: 'x'.repeat(70_000) } }])), { code: 'too-large' });
  await database.withAccount(accountId, (tx) => putExtensions(tx, scope, [{ coreId: 5, body: { a: 'x\0y\ud800' } }]));
  assert.deepEqual((await database.withAccount(accountId, (tx) => getExtensions(tx, scope, [5]))).get(5), { a: 'xy\ufffd' });
});
