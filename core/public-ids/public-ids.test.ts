import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { deletePublicIds, findCoreIds, findPublicIds, putPublicIds } from './index.ts';

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

test('a row keeps its first name, both ways, and it is unknown elsewhere', async () => {
  const entries = [{ coreId: 1, alias: 'a1b2' }, { coreId: 2, alias: 'c3d4' }];
  await database.withAccount(accountId, (tx) => putPublicIds(tx, scope, entries));
  const again = await database.withAccount(accountId, (tx) => putPublicIds(tx, scope, [{ coreId: 1, alias: 'other' }, { coreId: 3, alias: 'e5f6' }]));
  assert.deepEqual(again, new Map([[1, 'a1b2'], [3, 'e5f6']]));
  assert.deepEqual(await database.withAccount(accountId, (tx) => findCoreIds(tx, scope, ['a1b2', 'c3d4', 'none', '', 'x\0', 'x'.repeat(9_000)])), new Map([['a1b2', 1], ['c3d4', 2]]));
  assert.deepEqual(await database.withAccount(otherId, (tx) => findCoreIds(tx, scope, ['a1b2'])), new Map());
  assert.deepEqual(await database.withAccount(accountId, (tx) => findCoreIds(tx, { ...scope, noun: 'else' }, ['a1b2'])), new Map());
  await database.withAccount(otherId, (tx) => putPublicIds(tx, scope, [{ coreId: 1, alias: 'a1b2' }]));
});

test('a name taken by another row is a conflict and keeps nothing of the batch', async () => {
  await database.withAccount(accountId, (tx) => putPublicIds(tx, scope, [{ coreId: 10, alias: 'taken' }]));
  await assert.rejects(database.withAccount(accountId, (tx) => putPublicIds(tx, scope, [{ coreId: 11, alias: 'fresh' }, { coreId: 12, alias: 'taken' }])), { code: 'conflict' });
  assert.equal((await database.withAccount(accountId, (tx) => findPublicIds(tx, scope, [11, 12]))).size, 0);
  await database.withAccount(accountId, (tx) => deletePublicIds(tx, scope, [10]));
  await database.withAccount(accountId, (tx) => putPublicIds(tx, scope, [{ coreId: 12, alias: 'taken' }]));
});

test('two at once name one row: one name counts for both', async () => {
  const results = await Promise.all(['x', 'y', 'z'].map((alias) => database.withAccount(accountId, (tx) => putPublicIds(tx, scope, [{ coreId: 20, alias }]))));
  assert.equal(new Set(results.map((map) => map.get(20))).size, 1);
});
