import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createClaim, setupAccount, useClaim } from '#core/accounts/index.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { findOwners, waitForOwners } from './find-owners.ts';

const now = '2026-06-17T08:47:00.000Z';
const ada = { accountName: 'Own', email: 'ada@desk.test', name: 'Ada', password: 'a long pass phrase', now };
let clone: ClonedDatabase;
let database: Database;

beforeEach(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
});
afterEach(async () => {
  await database.close().catch(() => {}); // the test of a stopping server has closed it
  await clone.drop();
});

test('a server without an account is not taken away from whoever holds its claim link', async () => {
  const { secret } = (await createClaim(database, now))!;
  assert.equal(await findOwners(database, now), null);
  const waiting = waitForOwners(database, now, { everyMs: 10 });
  const { user } = await useClaim(database, { ...ada, secret });
  assert.deepEqual(await waiting, [user.id]);
});

test('the owners of the first account, whoever comes later', async () => {
  const { user } = await setupAccount(database, { ...ada, password: null });
  await setupAccount(database, { ...ada, password: null, email: 'bo@desk.test' });
  assert.deepEqual(await findOwners(database, now), [user.id]);
});

test('a server that stops meanwhile ends the waiting', async () => {
  const waiting = waitForOwners(database, now, { everyMs: 10 });
  await database.close();
  assert.equal(await waiting, null);
});
