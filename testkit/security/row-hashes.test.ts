import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { setupAccount } from '#core/accounts/index.ts';
import { clientOptions, openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { fillEveryTable } from '#storage/testing/fill-every-table.ts';
import { cloneDatabase, type ClonedDatabase } from '../database/clone-database.ts';
import { changedTables, openRowHashes, type RowHashes } from './row-hashes.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let owner: pg.Client;
let hashes: RowHashes;
let [a, b] = [0, 0];

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
  owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
  a = (await setupAccount(database, { accountName: 'A', email: 'ada@a.test', name: 'Ada', password: null, now })).account.id;
  b = (await setupAccount(database, { accountName: 'B', email: 'bo@b.test', name: 'Bo', password: null, now })).account.id;
  hashes = await openRowHashes(clone.connection);
});
after(async () => {
  await hashes.close();
  await database.close();
  await owner.end();
  await clone.drop();
});

/** Everything read anew, by somebody who knows nothing yet. */
async function readAnew(accountId: number): Promise<ReadonlyMap<string, string>> {
  const fresh = await openRowHashes(clone.connection);
  try {
    return await fresh.of(accountId);
  } finally {
    await fresh.close();
  }
}

/** The tables that changed for `a`; what is known by then is what there is. */
async function changedBy(work: () => Promise<unknown>): Promise<string[]> {
  const start = await hashes.of(a);
  await work();
  const end = await hashes.of(a);
  assert.deepEqual(end, await readAnew(a));
  return changedTables(start, end);
}

const inAccount = (work: (tx: Tx) => Promise<unknown>): Promise<unknown> => database.withAccount(a, work);

test('a row that appears in any table of the catalog is noticed', async () => {
  let filled = 0;
  const changed = await changedBy(async () => { filled = (await fillEveryTable(owner, [a, b])).size; });
  assert.ok(filled > 100 && changed.length >= filled, `${changed.length} of ${filled}`);
  assert.deepEqual([...await hashes.of(a)].filter(([name, hash]) => hash === 'empty' && changed.includes(name)), []);
});

test('a row that the server changes, removes, or changes and puts back is seen as it is then, a transaction that was undone as if it had not been', async () => {
  assert.deepEqual(await changedBy(() => inAccount((tx) => tx.rows(sql`UPDATE labels SET name = name || 'x' WHERE account_id = ${a}`))), ['labels']);
  assert.deepEqual(await changedBy(() => inAccount(async (tx) => {
    await tx.rows(sql`UPDATE labels SET name = name || 'y' WHERE account_id = ${a}`);
    await tx.rows(sql`UPDATE labels SET name = left(name, -1) WHERE account_id = ${a}`);
  })), []);
  assert.deepEqual(await changedBy(() => assert.rejects(inAccount(async (tx) => {
    await tx.rows(sql`UPDATE labels SET name = name || 'z' WHERE account_id = ${a}`);
    throw new Error('undone');
  }), /undone/)), []);
  assert.deepEqual(await changedBy(() => owner.query('DELETE FROM message_bodies WHERE account_id = $1', [a])), ['message_bodies']);
  assert.deepEqual(await changedBy(() => owner.query('UPDATE labels SET name = name || $2 WHERE account_id = $1', [b, 'x'])), [], 'another account\'s');
});

test('so is what goes with another row, a table that is emptied, and what is written where triggers are off', async () => {
  const gone = await changedBy(() => owner.query('TRUNCATE labels CASCADE'));
  assert.ok(gone.includes('labels') && gone.length > 1, gone.join());
  assert.deepEqual(await changedBy(() => owner.query("SET session_replication_role = replica; UPDATE contacts SET name = name || 'x'; SET session_replication_role = origin")), ['contacts']);
});

test('who is a member decides which people are the account\'s', async () => {
  const changed = await changedBy(() => owner.query('UPDATE memberships SET user_id = (SELECT user_id FROM memberships WHERE account_id = $2 LIMIT 1) WHERE (account_id, user_id) = (SELECT account_id, user_id FROM memberships WHERE account_id = $1 LIMIT 1)', [a, b]));
  assert.ok(changed.includes('memberships') && changed.includes('users'), changed.join());
});

test('a change that is committed while the rows are read is seen by then or the next time', async () => {
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.all([hashes.of(a), owner.query('UPDATE contacts SET name = $2 WHERE account_id = $1', [a, `turn ${turn}`]), hashes.of(a)]);
    assert.deepEqual(await hashes.of(a), await readAnewCheaply());
  }
});

/** As `readAnew`, of the table that is changed. */
async function readAnewCheaply(): Promise<ReadonlyMap<string, string>> {
  const all = new Map(await hashes.of(a));
  const { rows } = await owner.query<{ hash: string }>("SELECT md5(string_agg(r, '' ORDER BY r)) AS hash FROM (SELECT (to_jsonb(t) - ARRAY['last_used_at', 'last_seen_at'])::text AS r FROM contacts t WHERE account_id = $1) AS rows", [a]);
  return all.set('contacts', rows[0]!.hash);
}
