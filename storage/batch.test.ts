import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { hot, openDatabase, sql, type Database, type Tx } from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let [accountId, otherId] = [0, 0];
before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection, { size: 1 });
  const setup = async (name: string) => (await setupAccount(database, { accountName: name, email: `${name}@x.test`, name, password: null, now })).account.id;
  [accountId, otherId] = [await setup('a'), await setup('b')];
});
after(async () => {
  await database.close();
  await clone.drop();
});

const addTeam = (account: number, name: string) => sql<{ id: number }>`INSERT INTO teams (account_id, name, created_at) VALUES (${account}, ${name}, ${now}) RETURNING id`;
const teamNames = () => sql<{ name: string }>`SELECT name FROM teams ORDER BY id`;
const read = (account: number) => database.withAccount(account, async (tx) => (await tx.rows(teamNames())).map(({ name }) => name));

test('statements of a batch see what those before them did, and only their account', async () => {
  const [[made], seen, [here]] = await database.batch<readonly [{ id: number }, { name: string }, { id: number }]>(accountId, [addTeam(accountId, 'one'), teamNames(), sql<{ id: number }>`SELECT current_account()::int AS id`]);
  assert.ok(made!.id > 0);
  assert.deepEqual([seen, here], [[{ name: 'one' }], { id: accountId }]);
  assert.deepEqual([await read(accountId), await read(otherId)], [['one'], []]);
  await assert.rejects(database.batch(otherId, [addTeam(accountId, 'stray')]), { code: '42501' });
  assert.deepEqual(await read(accountId), ['one']);
});

test('where one statement fails nothing of its batch stays, whatever stands behind it, and the connection goes on', async () => {
  for (const at of [0, 1, 2]) {
    const statements = [addTeam(accountId, 'two'), addTeam(accountId, 'three')];
    statements.splice(at, 0, sql<{ id: number }>`SELECT 1 / ${0}::int AS id`);
    await assert.rejects(database.batch(accountId, statements), { code: '22012' });
    assert.deepEqual(await read(accountId), ['one']);
  }
  assert.deepEqual(await database.batch(accountId, []), []);
  await assert.rejects(database.batch(0, []), RangeError);
});

test('a value that cannot be written fails before anything is sent: nothing of its batch stays, and its statement can be asked again', async () => {
  const ring: { self?: object } = {};
  ring.self = ring;
  const echo = (value: unknown) => sql<{ said: string }>`SELECT ${value}::text AS said`;
  await assert.rejects(database.batch(accountId, [addTeam(accountId, 'two'), echo(ring)]), TypeError);
  assert.deepEqual(await read(accountId), ['one']);
  assert.deepEqual(await database.batch(accountId, [echo('a'), echo('b')]), [[{ said: 'a' }], [{ said: 'b' }]]);
  await assert.rejects(database.withAccount(accountId, (tx) => tx.rows(hot(echo(ring)))), TypeError);
  assert.deepEqual(await database.withAccount(accountId, (tx) => tx.rows(hot(echo('c')))), [{ said: 'c' }]);
});

test('inside a joined transaction a batch is part of it, or none of it', async () => {
  await assert.rejects(database.joined(async (joined) => {
    const [[made]] = await joined.batch<readonly [{ id: number }]>(accountId, [addTeam(accountId, 'four')]);
    assert.ok(made!.id > 0);
    throw new Error('changed my mind');
  }), /changed my mind/);
  assert.deepEqual(await read(accountId), ['one']);
  await assert.rejects(database.joined((joined) => joined.batch(0, [])), RangeError);
  await database.joined((joined) => joined.batch(accountId, [addTeam(accountId, 'five')]));
  assert.deepEqual(await read(accountId), ['one', 'five']);
});

test('a transaction whose BEGIN is refused does nothing, though its statements were sent behind it', async () => {
  // No limit is negative: what stands in the same message as BEGIN fails, so the account is not entered and no statement may run.
  await assert.rejects(database.withAccount(accountId, (tx) => tx.run(addTeam(accountId, 'six')), { timeoutMs: -5 }), /transaction_timeout/);
  await assert.rejects(database.withoutAccount((tx) => tx.run(sql`INSERT INTO jobs (queue, kind, payload, run_at, attempts_max, created_at) VALUES ('batch', 'x', '{}', now(), 1, now())`), { timeoutMs: -5 }), /transaction_timeout/);
  assert.equal((await database.rows(sql`SELECT id FROM jobs WHERE queue = 'batch'`)).length, 0);
  assert.deepEqual(await read(accountId), ['one', 'five']);
});

test('two statements asked at once in a transaction are answered in their order', async () => {
  const answers = await database.withAccount(accountId, (tx) => Promise.all([1, 2, 3].map((n) => tx.one(sql<{ n: number }>`SELECT ${n}::int AS n`))));
  assert.deepEqual(answers.map(({ n }) => n), [1, 2, 3]);
});

test('what goes on after its transaction is over is heard by nobody: not in the next transaction of that connection, whose account is another', async () => {
  const late = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const strays: Promise<unknown>[] = [];
  const stray = (at: 0 | 1) => (tx: Tx): Promise<unknown> => {
    const rest = late[at].promise.then(() => tx.run(addTeam(otherId, 'stray')));
    strays.push(rest);
    return rest;
  };
  await database.withAccount(accountId, async (tx) => { void stray(0)(tx).catch(() => {}); });
  await assert.rejects(database.withAccount(accountId, (tx) => Promise.all([stray(1)(tx), Promise.reject(new Error('the other branch failed'))])), /the other branch failed/);
  await database.withAccount(otherId, async (tx) => {
    for (const { resolve } of late) resolve();
    for (const { status } of await Promise.allSettled(strays)) assert.equal(status, 'rejected');
    assert.deepEqual(await tx.rows(teamNames()), []);
  });
});
