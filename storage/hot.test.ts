import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { hot, openDatabase, sql } from './index.ts';

test('a hot statement is planned once for a connection, and each account sees its own rows by it', async () => {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection, { size: 1 });
  try {
    const accounts: number[] = [];
    for (const name of ['a', 'b']) accounts.push((await setupAccount(database, { accountName: name, email: `${name}@x.test`, name, password: null, now: '2026-03-02T09:00:00.000Z' })).account.id);
    // Of whichever account: nothing but the transaction's own says whose rows are seen.
    const owners = () => hot(sql<{ accountId: number }>`SELECT DISTINCT account_id AS "accountId" FROM roles WHERE id > ${0}`);
    for (let round = 0; round < 7; round += 1) { // after five runs a plan is kept that knows no values
      for (const id of accounts) assert.deepEqual(await database.withAccount(id, (tx) => tx.rows(owners())), [{ accountId: id }]);
    }
    const { times } = await database.withoutAccount((tx) => tx.one(sql<{ times: number }>`SELECT count(*)::int AS times FROM pg_prepared_statements WHERE statement LIKE '%FROM roles WHERE id > $1'`));
    assert.equal(times, 1);
    const { generic } = await database.withoutAccount((tx) => tx.one(sql<{ generic: number }>`SELECT generic_plans::int AS generic FROM pg_prepared_statements WHERE statement LIKE '%FROM roles WHERE id > $1'`));
    assert.ok(generic > 0, 'no plan was kept');
    // A statement that failed in a transaction is as good as new in the next.
    const divide = (by: number) => hot(sql<{ n: number }>`SELECT 10 / ${by}::int AS n`);
    await assert.rejects(database.withAccount(accounts[0]!, (tx) => tx.rows(divide(0))), { code: '22012' });
    assert.deepEqual(await database.withAccount(accounts[1]!, (tx) => tx.rows(divide(5))), [{ n: 2 }]);
  } finally {
    await database.close();
    await clone.drop();
  }
});
