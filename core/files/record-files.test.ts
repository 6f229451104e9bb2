import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openDatabase, sql } from '#storage/index.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { recordFiles } from './index.ts';

test('rows are made once, whoever comes, in whatever order', async () => {
  const clone = await cloneDatabase();
  const pools = [openDatabase(clone.connection), openDatabase(clone.connection)];
  const [first] = pools;
  const now = '2026-03-02T09:00:00.000Z';
  const { account } = await setupAccount(first!, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now });
  const act = systemAct(account.id, now, 'test');
  const files = Array.from({ length: 300 }, (_, n) => ({ sha256: n.toString(16).padStart(64, '0'), byteCount: n }));
  await Promise.all(pools.flatMap((pool, at) => [1, 2, 3].map(() => pool.withAccount(account.id, (tx) =>
    recordFiles(tx, act, at === 0 ? [...files, ...files] : files.toReversed())))));
  const [row] = await first!.withAccount(account.id, (tx) => tx.rows(sql<{ n: number }>`SELECT count(*) AS n FROM files`));
  assert.equal(row!.n, 300);
  await Promise.all(pools.map((pool) => pool.close()));
  await clone.drop();
});
