import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { appendEvents, type Consumer, type StoredEvent } from '#core/events/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openDatabase, sql } from '#storage/index.ts';
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

test('an account whose batch takes long holds up no other account, and comes to its end', async () => {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection);
  const now = new Date().toISOString();
  const newAccount = async (name: string) => (await setupAccount(database, { accountName: name, email: `ada@${name}.test`, name: 'Ada', password: null, now })).account.id;
  const [slow, quick] = [await newAccount('slow'), await newAccount('quick')];
  const append = (accountId: number) => database.withAccount(accountId, (tx) => appendEvents(tx, systemAct(accountId, now, 'test'), [{ type: 'contact.created', data: { contactId: 1 } }]));
  const seen: number[] = [];
  let isQuickDone: () => void = () => {};
  const quickDone = new Promise<void>((resolve) => { isQuickDone = resolve; });
  const consumers: Consumer[] = [{
    name: 'patient', kind: 'projection', batchMax: 100, apply: async (tx) => {
      if (tx.accountId === slow) await quickDone; // ends only when the other account has had three batches
      seen.push(tx.accountId);
      if (seen.length === 3) isQuickDone();
    },
  }];
  await Promise.all([append(slow), append(slow), append(quick)]); // the slow one is further behind: its turn comes first
  const loop = startBackground({ database, consumers, onFailure: (error) => { throw error; }, onRecovery: () => {} });
  try {
    for (let at = 1; at <= 3; at += 1) {
      for (let tries = 0; seen.length < at && tries < 1_000; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      if (at < 3) await append(quick);
      loop.wake();
    }
    for (let tries = 0; seen.length < 4 && tries < 1_000; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.deepEqual(seen, [quick, quick, quick, slow]);
  } finally {
    isQuickDone();
    await loop.stop();
    await database.close();
    await clone.drop();
  }
});

test('an event that a consumer cannot take stops that consumer in that account and nothing else, and is named once', async () => {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection);
  const now = new Date().toISOString();
  const newAccount = async (name: string) => (await setupAccount(database, { accountName: name, email: `ada@${name}.test`, name: 'Ada', password: null, now })).account.id;
  const [sick, sound] = [await newAccount('sick'), await newAccount('sound')];
  const append = (accountId: number, ids: readonly number[]) => database.withAccount(accountId, (tx) =>
    appendEvents(tx, systemAct(accountId, now, 'test'), ids.map((contactId) => ({ type: 'contact.created' as const, data: { contactId } }))));
  const seen = new Map<string, number[]>();
  const see = (name: string, accountId: number, events: readonly StoredEvent[]) => {
    const ids = events.filter((event) => event.type === 'contact.created').map((event) => event.data['contactId'] as number);
    seen.set(`${name} ${accountId}`, [...seen.get(`${name} ${accountId}`) ?? [], ...ids]);
  };
  let isPoison = true;
  const consumers: Consumer[] = [
    { name: 'choosy', kind: 'projection', batchMax: 100, apply: async (tx, events) => {
      if (isPoison && tx.accountId === sick && events.some((event) => event.data['contactId'] === 5)) throw new Error('planted');
      see('choosy', tx.accountId, events);
    } },
    { name: 'easy', kind: 'projection', batchMax: 100, apply: async (tx, events) => { see('easy', tx.accountId, events); } },
  ];
  const failures: Error[] = [];
  let recoveries = 0;
  const loop = startBackground({ database, consumers, onFailure: (error) => { failures.push(error as Error); }, onRecovery: () => { recoveries += 1; } });
  const wait = async (what: string, ms: number, isTrue: () => boolean): Promise<void> => {
    const until = Date.now() + ms;
    while (!isTrue()) {
      if (Date.now() > until) assert.fail(`${what}: ${JSON.stringify([...seen])}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const ten = Array.from({ length: 10 }, (_, at) => at + 1);
  try {
    await append(sick, ten);
    await append(sound, ten);
    loop.wake();
    await wait('others go on', 2_000, () => [`choosy ${sound}`, `easy ${sound}`, `easy ${sick}`].every((key) => seen.get(key)?.length === 10));
    await wait('what is before the poison is done', 8_000, () => seen.get(`choosy ${sick}`)?.length === 4);
    await wait('the poison is named', 8_000, () => failures.length === 2);
    const { position } = await database.withAccount(sick, (tx) => tx.one(sql<{ position: number }>`SELECT position FROM events WHERE account_id = ${sick} AND data->>'contactId' = '5'`));
    assert.equal(failures[1]!.message, `choosy cannot take the event at position ${position} of account ${sick}; the account's later events wait behind it`);
    assert.equal((failures[1]!.cause as Error).message, 'planted');
    await append(sound, [11]); // a wake counts while something else is stuck
    loop.wake();
    await wait('prompt', 700, () => seen.get(`choosy ${sound}`)?.length === 11);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.deepEqual([seen.get(`choosy ${sick}`), failures.length, recoveries], [[1, 2, 3, 4], 2, 0]);
    isPoison = false;
    await wait('after the repair', 15_000, () => seen.get(`choosy ${sick}`)?.length === 10 && recoveries === 1);
    assert.deepEqual(seen.get(`choosy ${sick}`), ten);
  } finally {
    await loop.stop();
    await database.close();
    await clone.drop();
  }
});
