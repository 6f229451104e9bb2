import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { appendEvents, type Consumer } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openDatabase } from '#storage/index.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { startBackground } from './background.ts';

test('two loops on one database give each event to each consumer once, and a failing consumer holds up no other', async () => {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection);
  const { account } = await setupAccount(database, { accountName: 'Acme', email: 'ada@example.com', name: 'Ada', password: null, now: new Date().toISOString() });
  const seen: number[] = [];
  let failures = 0;
  let breaks = 2;
  const consumers: Consumer[] = [
    { name: 'broken', kind: 'projection', batchMax: 100, apply: async () => { if (breaks-- > 0) throw new Error('planted'); } },
    { name: 'counting', kind: 'projection', batchMax: 3, apply: async (_tx, events) => { seen.push(...events.map(({ id }) => id)); } },
  ];
  const loops = [1, 2].map(() => startBackground({ database, consumers, onFailure: () => { failures += 1; }, onRecovery: () => {} }));
  try {
    for (let at = 0; at < 10; at += 1) {
      await database.withAccount(account.id, (tx) => appendEvents(tx, systemAct(account.id, new Date().toISOString(), 'test'), [{ type: 'contact.created', data: { contactId: at } }]));
      loops[0]?.wake();
    }
    const until = Date.now() + 10_000;
    while (seen.length < 10 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    await Promise.all(loops.map((loop) => loop.stop()));
    await database.close();
    await clone.drop();
  }
  assert.equal(seen.length, 10);
  assert.deepEqual(seen, [...new Set(seen)].toSorted((a, b) => a - b));
  assert.ok(failures >= 1);
});
