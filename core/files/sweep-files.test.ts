import assert from 'node:assert/strict';
import { mkdtemp, readdir, rename, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { openFileStore, recordFiles, sweepUnnamedFiles, type FileStore } from './index.ts';

const dayMs = 86_400_000;
const nowMs = Date.now();
let clone: ClonedDatabase;
let database: Database;
let act: Act;
let dir: string;
let store: FileStore;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
  const created = new Date(nowMs - 10 * dayMs).toISOString();
  const { account } = await setupAccount(database, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now: created });
  act = systemAct(account.id, created, 'test');
});
after(async () => {
  await database.close();
  await clone.drop();
});
beforeEach(async (context) => {
  dir = await mkdtemp(join(tmpdir(), 'sweep-'));
  store = openFileStore({ dir });
  if ('after' in context) context.after(() => rm(dir, { recursive: true, force: true }));
});

const pathOf = (sha256: string) => join(dir, String(act.accountId), sha256.slice(0, 2), sha256);
const put = async (text: string, ageMs: number): Promise<string> => {
  const { sha256 } = await store.put(act.accountId, Buffer.from(text));
  const at = new Date(nowMs - ageMs);
  await utimes(pathOf(sha256), at, at);
  return sha256;
};
const isThere = (sha256: string) => store.exists(act.accountId, sha256);

test('what no row names and nobody used for a day goes, everything else stays', async () => {
  const [named, unnamed, young, foreign] = [await put('named', 3 * dayMs), await put('unnamed', 3 * dayMs), await put('young', dayMs / 2), await put('older than the account', 11 * dayMs)];
  await database.withAccount(act.accountId, (tx) => recordFiles(tx, act, [{ sha256: named, byteCount: 5 }]));
  assert.equal(await sweepUnnamedFiles(database, store, nowMs), 1);
  assert.deepEqual([await isThere(named), await isThere(unnamed), await isThere(young), await isThere(foreign)], [true, false, true, true]);
});

test('whoever stores the same bytes again keeps the file, also between the look and the removal', async () => {
  const again = await put('again', 3 * dayMs);
  await store.put(act.accountId, Buffer.from('again'));
  assert.equal(await sweepUnnamedFiles(database, store, nowMs), 0);
  const meanwhile = await put('meanwhile', 3 * dayMs);
  const order = { nowMs, sinceMs: 0, isNamed: async () => { await store.put(act.accountId, Buffer.from('meanwhile')); return new Set<string>(); } };
  assert.equal(await store.sweepUnnamed(act.accountId, order), 0);
  assert.deepEqual([await isThere(again), await isThere(meanwhile)], [true, true]);
});

test('what a crash left aside comes back, and two sweeps at once do not disturb each other', async () => {
  const named = await put('aside', 3 * dayMs);
  await database.withAccount(act.accountId, (tx) => recordFiles(tx, act, [{ sha256: named, byteCount: 5 }]));
  await rename(pathOf(named), `${pathOf(named)}.aside`);
  for (let n = 0; n < 50; n += 1) await put(`many ${n}`, 3 * dayMs);
  await Promise.all([sweepUnnamedFiles(database, store, nowMs), sweepUnnamedFiles(database, store, nowMs)]);
  await sweepUnnamedFiles(database, store, nowMs);
  assert.equal(await isThere(named), true);
  const left = (await Promise.all((await readdir(join(dir, String(act.accountId)))).map((each) => readdir(join(dir, String(act.accountId), each))))).flat();
  assert.deepEqual(left, [named]);
});
