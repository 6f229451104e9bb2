import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { setupAccount } from '#core/accounts/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { clientOptions, openDatabase, sql, type Database, type Sql } from './index.ts';
import { fillEveryTable } from './testing/fill-every-table.ts';
import { rowSecurityProblems } from './testing/row-security-problems.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let database: Database;
let owner: pg.Client;
let [a, b] = [0, 0];
let filled: Awaited<ReturnType<typeof fillEveryTable>>;

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection, { size: 1 }); // one connection: what it keeps, the next one finds
  owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
  a = (await setupAccount(database, { accountName: 'A', email: 'ada@a.test', name: 'Ada', password: null, now })).account.id;
  b = (await setupAccount(database, { accountName: 'B', email: 'bo@b.test', name: 'Bo', password: null, now })).account.id;
  filled = await fillEveryTable(owner, [a, b]);
});
after(async () => {
  await database.close();
  await owner.end();
  await clone.drop();
});

const count = async (statement: Sql<{ n: number }>): Promise<number> => (await database.rows(statement))[0]!.n;
const hashOf = async (name: string, accountId: number): Promise<string> => {
  const { rows } = await owner.query<{ hash: string }>(`SELECT md5(string_agg(t::text, ',' ORDER BY t::text)) AS hash FROM ${name} t WHERE account_id = $1`, [accountId]);
  return rows[0]!.hash;
};

test('every tenant table has forced row-level security with both policies, and the app role owns nothing', async () => {
  assert.deepEqual(await rowSecurityProblems(owner), []);
  assert.ok(filled.size > 40, `only ${filled.size} tenant tables were found`);
});

const planted = {
  'a new table without a policy': 'CREATE TABLE planted (account_id bigint, id bigint, PRIMARY KEY (account_id, id))',
  'a table whose security is not forced': 'ALTER TABLE contacts NO FORCE ROW LEVEL SECURITY',
  'a table without its tenant policy': 'DROP POLICY tenant ON contacts',
  'a third policy': 'CREATE POLICY more ON contacts TO patchbay_app USING (true)',
  'an app role that bypasses': 'ALTER ROLE patchbay_app BYPASSRLS',
  'a table that the app role owns': 'GRANT CREATE ON SCHEMA public TO patchbay_app; ALTER TABLE contacts OWNER TO patchbay_app',
};
for (const [name, statement] of Object.entries(planted)) {
  test(`${name} is noticed`, async () => {
    await owner.query('BEGIN');
    try {
      await owner.query(statement);
      assert.notDeepEqual(await rowSecurityProblems(owner), []);
    } finally {
      await owner.query('ROLLBACK');
    }
  });
}

test('without a tenant no table shows a row', async () => {
  for (const name of filled.keys()) assert.equal(await count(sql`SELECT count(*) AS n FROM ${sql.table(name)}`), 0, name);
});

test('a tenant sees its own rows and none of another\'s', async () => {
  for (const name of filled.keys()) {
    const seen = await database.withAccount(b, (tx) => tx.one(sql<{ own: number; foreign: number }>`
      SELECT count(*) FILTER (WHERE account_id = ${b}) AS own, count(*) FILTER (WHERE account_id <> ${b}) AS "foreign" FROM ${sql.table(name)}`));
    assert.ok(seen.own > 0, `${name}: the seed left it empty`);
    assert.equal(seen.foreign, 0, name);
  }
});

test('a tenant can neither update, delete nor insert another\'s rows, nor give its own away', async () => {
  for (const [name, rows] of filled) {
    const table = sql.table(name);
    const before = await hashOf(name, a);
    const asB = (statement: Sql) => database.withAccount(b, (tx) => tx.run(statement)).catch((error: { code?: string; message: string }) => {
      assert.equal(error.code, '42501', `${name}: ${error.message}`); // insufficient_privilege: the policy, or an append-only table
      return 0;
    });
    assert.equal(await asB(sql`UPDATE ${table} SET account_id = account_id WHERE account_id = ${a}`), 0, name);
    assert.equal(await asB(sql`DELETE FROM ${table} WHERE account_id = ${a}`), 0, name);
    const columns = sql.join(Object.keys(rows.get(a)!).map((column) => sql.ref(column)));
    assert.equal(await asB(sql`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_record(NULL::${table}, ${JSON.stringify(rows.get(a))}::json)`), 0, name);
    assert.equal(await asB(sql`UPDATE ${table} SET account_id = ${a} WHERE account_id = ${b}`), 0, name);
    assert.equal(await hashOf(name, a), before, name);
  }
});

test('events and audit_log are append-only, and nobody but the sequencer gives a position', async () => {
  for (const name of ['events', 'audit_log']) {
    for (const statement of [sql`UPDATE ${sql.table(name)} SET account_id = account_id`, sql`DELETE FROM ${sql.table(name)}`, sql`TRUNCATE ${sql.table(name)}`]) {
      await assert.rejects(database.withAccount(a, (tx) => tx.run(statement)), { code: '42501' });
    }
  }
  await assert.rejects(database.withAccount(a, (tx) => tx.run(sql`
    INSERT INTO events (account_id, position, type, actor_kind, source, origin, happened_at, stored_at) VALUES (${a}, 7, 'x', 'system', 'test', 'live', now(), now())`)), { code: '42501' });
});

test('the app signs in as itself: it can take neither the owner\'s nor the definer\'s role', async () => {
  for (const role of ['patchbay', 'patchbay_definer']) await assert.rejects(database.rows(sql`SET ROLE ${sql.ref(role)}`), { code: '42501' });
  await database.rows(sql`SET ROLE NONE`);
  assert.deepEqual(await database.rows(sql`SELECT current_user::text AS role`), [{ role: 'patchbay_app' }]);
  await assert.rejects(database.rows(sql`SET SESSION AUTHORIZATION patchbay`), { code: '42501' });
});

const setting = () => database.rows(sql<{ tenant: string | null; pid: number }>`SELECT current_account()::text AS tenant, pg_backend_pid() AS pid`);

test('the tenant is gone when the connection returns to the pool: after work, an error, a hot function, a timeout', async () => {
  const pid = (await setting())[0]!.pid;
  assert.equal((await database.withAccount(a, (tx) => tx.one(sql<{ tenant: string }>`SELECT current_account()::text AS tenant`))).tenant, String(a));
  assert.deepEqual(await setting(), [{ tenant: null, pid }]);
  await assert.rejects(database.withAccount(a, () => Promise.reject(new Error('own'))), /own/);
  assert.deepEqual(await setting(), [{ tenant: null, pid }]);
  await assert.rejects(database.withAccount(a, (tx) => tx.rows(sql`SELECT 1/0`)), /division by zero/);
  assert.deepEqual(await setting(), [{ tenant: null, pid }]);
  await database.rows(sql`SELECT * FROM post_message(${a}, 1, 'note', 'x', NULL, NULL, NULL, false, 'system', NULL, 'test', 'live', now())`);
  assert.deepEqual(await setting(), [{ tenant: null, pid }]);
  await assert.rejects(database.withAccount(a, (tx) => tx.rows(sql`SELECT pg_sleep(5)`), { timeoutMs: 50 }), /timeout/);
  const [next] = await setting();
  assert.equal(next!.tenant, null);
  assert.notEqual(next!.pid, pid, 'a timed-out connection is not used again');
});

test('a longer limit than the app role\'s is granted, and ends with its transaction', async () => {
  const limit = () => sql<{ limit: string }>`SELECT current_setting('transaction_timeout') AS limit`;
  const granted = await database.withAccount(a, async (tx) => {
    await tx.rows(sql`SELECT pg_sleep(5.2)`);
    return tx.one(limit());
  }, { timeoutMs: 20_000 });
  assert.deepEqual([granted.limit, (await database.rows(limit()))[0]!.limit], ['20s', '5s']);
});

test('a transaction of one account inside another\'s is refused, and a hot function cannot change the tenant of one', async () => {
  await assert.rejects(database.withAccount(a, () => database.withAccount(b, async () => {})), /inside one of account/);
  await database.withAccount(a, async () => {}).then(() => database.withAccount(b, async () => {})); // one after the other is fine
  const foreign = sql`SELECT * FROM post_message(${b}, 1, 'note', 'x', NULL, NULL, NULL, false, 'system', NULL, 'test', 'live', now())`;
  await assert.rejects(database.withAccount(a, (tx) => tx.rows(foreign)), { code: '42501' });
});

test('an error that the work passed over is no success', async () => {
  await assert.rejects(database.withAccount(a, async (tx) => { await tx.rows(sql`SELECT 1/0`).catch(() => {}); }), /nothing was committed/);
});

test('0, negative and broken ids are no accounts', () => {
  for (const id of [0, -1, 1.5, Number.NaN, 2 ** 53]) assert.throws(() => database.withAccount(id, async () => {}), RangeError);
});
