import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { discoverAgents } from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let one: Database;
let two: Database;
let accountId: number;
let act: Act;

before(async () => {
  clone = await cloneDatabase();
  one = openDatabase(clone.connection);
  two = openDatabase(clone.connection);
  accountId = (await setupAccount(one, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now })).account.id;
  act = systemAct(accountId, now, 'import', 'import');
});
after(async () => {
  await Promise.all([one.close(), two.close()]);
  await clone.drop();
});

const agentCount = async () => (await one.withAccount(accountId, (tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM agents`))).n;

test('an unknown address of ours becomes a discovered agent, once', async () => {
  const seen = [{ address: 'Ada@acme.test', name: 'Ada' }, { address: 'ada@ACME.test', name: '' }];
  const first = await one.withAccount(accountId, (tx) => discoverAgents(tx, act, seen));
  assert.deepEqual(await one.withAccount(accountId, (tx) => discoverAgents(tx, act, seen)), first);
  const agent = await one.withAccount(accountId, (tx) => tx.one(sql<object>`SELECT name, is_discovered, user_id FROM agents WHERE id = ${first.get('ada@acme.test')!}`));
  assert.deepEqual(agent, { name: 'Ada', is_discovered: true, user_id: null });
});

test('two processes that discover the same hundreds at once agree, and no agent is left over', async () => {
  const before = await agentCount();
  const seen = Array.from({ length: 300 }, (_, n) => ({ address: `a${n}@acme.test`, name: `A ${n}` }));
  const maps = await Promise.all([one, two, one, two].map((database, at) => database.withAccount(accountId, (tx) =>
    discoverAgents(tx, act, at % 2 ? seen.toReversed() : seen))));
  for (const [address, agentId] of maps.flatMap((map) => [...map])) assert.equal(agentId, maps[0]!.get(address));
  assert.ok(maps.every((map) => map.size === 300));
  assert.equal(await agentCount() - before, 300);
});

test('without imports.run nothing changes', async () => {
  const before = await agentCount();
  const agent: Act = { ...act, actor: { kind: 'user', id: 1, permissions: new Set(['people.read']) } };
  await assert.rejects(one.withAccount(accountId, (tx) => discoverAgents(tx, agent, [{ address: 'new@acme.test', name: '' }])), { code: 'forbidden' });
  assert.equal(await agentCount(), before);
});
