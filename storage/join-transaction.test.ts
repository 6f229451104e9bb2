import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { openDatabase, sql, type Database, type Tx } from './index.ts';

let clone: ClonedDatabase;
let database: Database;
let one = 0;
let two = 0;
before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection, { size: 3 });
  const now = '2024-05-06T12:00:00.000Z';
  one = (await setupAccount(database, { accountName: 'One', email: 'a@one.test', name: 'A', password: null, now })).account.id;
  two = (await setupAccount(database, { accountName: 'Two', email: 'b@two.test', name: 'B', password: null, now })).account.id;
});
after(async () => {
  await database.close();
  await clone.drop();
});

const add = (name: string) => (tx: Tx) => tx.run(sql`INSERT INTO labels (account_id, name, name_norm, created_at) VALUES (${tx.accountId}, ${name}, ${name}, now())`);
const names = (accountId: number) => database.withAccount(accountId, async (tx) => (await tx.rows(sql<{ name: string }>`SELECT name FROM labels ORDER BY name`)).map(({ name }) => name));
const settingOf = async (inner: Database): Promise<unknown> => (await inner.rows(sql<{ s: string | null }>`SELECT current_setting('patchbay.account_id', true) AS s`))[0]!.s;

test('all that runs in it is committed together, in whatever account; each sees the rows of its own', async () => {
  await database.joined(async (inner) => {
    await inner.withAccount(one, add('a'));
    await inner.withAccount(two, add('b'));
    assert.deepEqual(await inner.withAccount(one, (tx) => tx.rows(sql`SELECT name FROM labels`)), [{ name: 'a' }]);
    assert.deepEqual(await names(one), [], 'nobody else sees it yet');
    assert.equal((await inner.rows(sql`SELECT FROM labels`)).length, 0, 'outside of an account no row');
    assert.ok(['', null].includes(await settingOf(inner) as string | null));
  });
  assert.deepEqual([await names(one), await names(two)], [['a'], ['b']]);
});

test('where it fails at the end nothing of it is there, and nothing that was to happen after the commit happens', async () => {
  let told = 0;
  await assert.rejects(database.joined(async (inner) => {
    await inner.withAccount(one, async (tx) => { await add('c')(tx); tx.afterCommit(() => { told += 1; }); });
    throw new Error('at the last moment');
  }), /at the last moment/);
  assert.deepEqual([await names(one), told], [['a'], 0]);
  await database.joined((inner) => inner.withAccount(one, async (tx) => { tx.afterCommit(() => { told += 1; }); }));
  assert.equal(told, 1);
});

test('what fails and is caught takes only itself back, what was to happen after it too', async () => {
  let told = 0;
  await database.joined(async (inner) => {
    await inner.withAccount(one, add('d'));
    await inner.withAccount(one, async (tx) => { tx.afterCommit(() => { told += 1; }); await add('e')(tx); await add('d')(tx); }).catch(() => {});
    await inner.rows(sql`SELECT 1 / 0`).catch(() => {});
    await inner.withAccount(two, add('f'));
  });
  assert.deepEqual([await names(one), await names(two), told], [['a', 'd'], ['b', 'f'], 0]);
});

test('several at once take turns, one inside another is part of it, and another account\'s inside is refused', async () => {
  await database.joined(async (inner) => {
    await Promise.all(['g', 'h', 'i'].map((name) => inner.withAccount(one, async (tx) => {
      await add(name)(tx);
      await inner.withAccount(one, add(`${name}${name}`));
    })));
    await assert.rejects(inner.withAccount(one, () => inner.withAccount(two, add('j'))), /inside one of account/);
  });
  assert.deepEqual(await names(one), ['a', 'd', 'g', 'gg', 'h', 'hh', 'i', 'ii']);
});

test('what is done apart stays, whatever becomes of the rest; what comes too late is refused', async () => {
  let kept: Database | undefined;
  await assert.rejects(database.joined(async (inner) => {
    kept = inner;
    await inner.apart.withAccount(two, add('apart'));
    throw new Error('no');
  }), /no/);
  assert.deepEqual(await names(two), ['apart', 'b', 'f']);
  await assert.rejects(kept!.withAccount(one, add('late')), /is over/);
});

test('a lost race begins the whole anew', async () => {
  let runs = 0;
  await database.joined(async (inner) => {
    runs += 1;
    await inner.withAccount(one, add('again'));
    if (runs === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  });
  assert.deepEqual([runs, (await names(one)).filter((name) => name === 'again').length], [2, 1]);
});
