import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Origin } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { appendEvents, catchUp, consumeOnce, sequenceOnce, type Consumer } from './index.ts';

const now = '2026-03-02T09:00:00.000Z';
let clone: ClonedDatabase;
let databases: Database[];
let database: Database;
let accounts = 0;

before(async () => {
  clone = await cloneDatabase();
  databases = [1, 2, 3].map(() => openDatabase(clone.connection));
  database = databases[0]!;
});
after(async () => {
  await Promise.all(databases.map((one) => one.close()));
  await clone.drop();
});

async function newAccount(): Promise<number> {
  accounts += 1;
  const { account } = await setupAccount(database, { accountName: `Acme ${accounts}`, email: `ada${accounts}@acme.test`, name: 'Ada', password: null, now });
  await catchUp(database, []);
  return account.id;
}

const append = (tx: Tx, n: number, origin: Origin = 'live') =>
  appendEvents(tx, systemAct(tx.accountId, now, 'test', origin), [{ type: 'contact.created', data: { contactId: n } }]);

/** A consumer that keeps what it saw in the account's own table, in the transaction of its cursor: what rolls back was not seen. */
function recorder(name: string, kind: Consumer['kind'] = 'projection', batchMax = 7): Consumer {
  return {
    name, kind, batchMax,
    apply: async (tx, events) => {
      for (const event of events) {
        await tx.run(sql`INSERT INTO extensions (account_id, dialect, noun, core_id, body)
          VALUES (${tx.accountId}, ${name}, 'seen', ${event.position}, ${JSON.stringify({ n: event.data['contactId'] ?? null })}::jsonb)`);
      }
    },
  };
}
/** In order of position. A second sight of one position would break the key. */
const seenBy = (name: string, accountId: number) => database.withAccount(accountId, (tx) => tx.rows(sql<{ position: number; n: number }>`
  SELECT core_id AS position, (body->>'n')::int AS n FROM extensions WHERE account_id = ${accountId} AND dialect = ${name} AND body->>'n' IS NOT NULL ORDER BY core_id`));

/** What a reader that remembers the last id reads: the design that this one replaces. */
async function tailById(accountId: number, cursor: { id: number }): Promise<number[]> {
  const rows = await database.withAccount(accountId, (tx) => tx.rows(sql<{ id: number; n: number }>`
    SELECT id, (data->>'contactId')::int AS n FROM events WHERE account_id = ${accountId} AND type = 'contact.created' AND id > ${cursor.id} ORDER BY id`));
  cursor.id = rows.at(-1)?.id ?? cursor.id;
  return rows.map((row) => row.n);
}

/** A transaction that has appended and waits for `commit`. */
async function openWriter(on: Database, accountId: number, n: number): Promise<{ commit: () => Promise<void> }> {
  const appended = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const done = on.withAccount(accountId, async (tx) => {
    await append(tx, n);
    appended.resolve();
    await mayCommit.promise;
  });
  await Promise.race([appended.promise, done]);
  return { commit: async () => { mayCommit.resolve(); await done; } };
}

test('a transaction held open while a later one commits: nothing is missed or repeated, and the tail by id misses it', async () => {
  const accountId = await newAccount();
  const consumer = recorder('held-open');
  const byId = { id: 0 };
  const naive: number[] = [];
  const look = async (): Promise<void> => {
    await catchUp(database, [consumer]);
    naive.push(...await tailById(accountId, byId));
  };
  const early = await openWriter(databases[1]!, accountId, 1);
  await database.withAccount(accountId, (tx) => append(tx, 2));
  await look();
  assert.deepEqual((await seenBy('held-open', accountId)).map((row) => row.n), [2], 'the stuck writer holds nobody up');
  await early.commit();
  await look();
  await database.withAccount(accountId, (tx) => append(tx, 3));
  await look();
  assert.deepEqual((await seenBy('held-open', accountId)).map((row) => row.n), [2, 1, 3]);
  assert.deepEqual(naive, [2, 3], 'the naive tail was expected to miss event 1; if it does not, this test proves nothing');
});

test('what rolls back gets no position and leaves no gap', async () => {
  const accountId = await newAccount();
  const before = await positions(accountId);
  await assert.rejects(database.withAccount(accountId, async (tx) => { await append(tx, 1); throw new Error('back'); }), /back/);
  await database.withAccount(accountId, (tx) => append(tx, 2));
  await sequenceOnce(database);
  const later = await positions(accountId);
  assert.deepEqual(later, Array.from({ length: before.length + 1 }, (_, at) => at + 1));
});

test('eight writers, commits out of order, two sequencers, crashing consumers: every event exactly once, positions without a gap', async (context) => {
  const seed = Number(process.env['SEED'] ?? Math.trunc(Math.random() * 1e9));
  context.diagnostic(`SEED=${seed}`);
  const random = seededRandom(seed);
  const accountIds = [await newAccount(), await newAccount()];
  let isWriting = true;
  let crashes = 0;
  const consumer: Consumer = recorder('stress');
  const crashing: Consumer = { ...consumer, apply: async (tx, events) => {
    await consumer.apply(tx, events);
    if (random() < 0.2) { crashes += 1; throw new Error('a crash between apply and commit'); }
  } };
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const writer = async (w: number): Promise<void> => {
    for (let n = 0; n < 30; n += 1) {
      await databases[w % 3]!.withAccount(accountIds[w % 2]!, async (tx) => {
        await append(tx, w * 1000 + n);
        await pause(random() * 15);
        if (random() < 0.1) throw new Error('rolled back');
      }).catch((error: Error) => { assert.equal(error.message, 'rolled back'); lost.add(w * 1000 + n); });
    }
  };
  const lost = new Set<number>();
  const untilWritten = async (work: () => Promise<unknown>): Promise<void> => {
    while (isWriting) {
      await work();
      await pause(random() * 3);
    }
  };
  const sequencers = [0, 1].map((at) => untilWritten(() => sequenceOnce(databases[at]!)));
  const consumers = [0, 1].map((at) => untilWritten(() => consumeOnce(databases[at + 1]!, crashing, accountIds[at]!).catch(() => {})));
  const rival = untilWritten(() => consumeOnce(database, crashing, accountIds[0]!).catch(() => {}));
  await Promise.all(Array.from({ length: 8 }, (_, w) => writer(w)));
  isWriting = false;
  await Promise.all([...sequencers, ...consumers, rival]);
  await catchUp(database, [consumer]);
  assert.ok(crashes > 0, 'no consumer crashed: the test proves less than it says');
  for (const [at, accountId] of accountIds.entries()) {
    const written = [0, 2, 4, 6].flatMap((w) => Array.from({ length: 30 }, (_, n) => (w + at) * 1000 + n)).filter((n) => !lost.has(n));
    const seen = await seenBy('stress', accountId);
    assert.deepEqual(seen.map((row) => row.n).sort((a, b) => a - b), written.sort((a, b) => a - b));
    const given = await positions(accountId);
    assert.deepEqual(given, Array.from({ length: given.length }, (_, n) => n + 1));
    for (const w of [0, 2, 4, 6]) { // one writer's transactions follow each other, so must its events
      const own = seen.map((row) => row.n).filter((n) => Math.trunc(n / 1000) === w + at);
      assert.deepEqual(own, [...own].sort((a, b) => a - b));
    }
  }
});

test('a consumer that crashes between apply and commit sees the batch again, and only then', async () => {
  const accountId = await newAccount();
  await database.withAccount(accountId, (tx) => append(tx, 1));
  await sequenceOnce(database);
  const consumer = recorder('crash', 'projection', 1_000);
  await assert.rejects(consumeOnce(database, { ...consumer, apply: async (tx, events) => { await consumer.apply(tx, events); throw new Error('crash'); } }, accountId), /crash/);
  assert.deepEqual(await seenBy('crash', accountId), []);
  await catchUp(database, [consumer]);
  assert.deepEqual((await seenBy('crash', accountId)).map((row) => row.n), [1]);
});

test('a consumer may take a part of a batch; the rest comes next', async () => {
  const accountId = await newAccount();
  await database.withAccount(accountId, async (tx) => { for (let n = 1; n <= 10; n += 1) await append(tx, n); });
  const whole = recorder('part', 'projection', 1_000);
  await catchUp(database, [{ ...whole, apply: async (tx, events) => { await whole.apply(tx, events.slice(0, 3)); return 3; } }]);
  assert.deepEqual((await seenBy('part', accountId)).map((row) => row.n), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a consumer that takes none of a batch leaves its cursor where it was', async () => {
  const accountId = await newAccount();
  await database.withAccount(accountId, async (tx) => { for (let n = 1; n <= 3; n += 1) await append(tx, n); });
  await sequenceOnce(database);
  const whole = recorder('none', 'projection', 2);
  assert.equal(await consumeOnce(database, { ...whole, apply: async () => 0 }, accountId), 0);
  await catchUp(database, [whole]);
  assert.deepEqual((await seenBy('none', accountId)).map((row) => row.n), [1, 2, 3]);
});

test('catching up finishes every other account and consumer before it throws the first error', async () => {
  const [sick, sound] = [await newAccount(), await newAccount()];
  for (const accountId of [sick, sound]) await database.withAccount(accountId, async (tx) => { for (let n = 1; n <= 3; n += 1) await append(tx, n); });
  const half = recorder('half', 'projection', 100);
  const poisoned: Consumer = { ...half, apply: async (tx, events) => {
    if (tx.accountId === sick) throw new Error('poison');
    await half.apply(tx, events);
  } };
  await assert.rejects(catchUp(database, [poisoned, recorder('healthy')]), /poison/);
  const numbers = async (name: string, accountId: number) => (await seenBy(name, accountId)).map((row) => row.n);
  assert.deepEqual([await numbers('half', sick), await numbers('half', sound)], [[], [1, 2, 3]]);
  assert.deepEqual([await numbers('healthy', sick), await numbers('healthy', sound)], [[1, 2, 3], [1, 2, 3]]);
});

test('a callback after the commit that throws does not make the transaction look failed', async () => {
  const accountId = await newAccount();
  let others = 0;
  const warned = new Promise<Error>((resolve) => { process.once('warning', resolve); });
  await database.withAccount(accountId, async (tx) => {
    await append(tx, 1);
    tx.afterCommit(() => { throw new Error('a callback that fails'); });
    tx.afterCommit(() => { others += 1; });
  });
  assert.equal(others, 1);
  assert.match((await warned).message, /a callback that fails/);
});

test('reactors see what is live and nothing of an import, a backfill or a rebuild', async () => {
  const accountId = await newAccount();
  const origins: Origin[] = ['import', 'live', 'backfill', 'rebuild', 'live', 'import'];
  await database.withAccount(accountId, async (tx) => { for (const [n, origin] of origins.entries()) await append(tx, n, origin); });
  await catchUp(database, [recorder('reactor', 'reactor'), recorder('projection')]);
  assert.deepEqual((await seenBy('reactor', accountId)).map((row) => row.n), [1, 4]);
  assert.deepEqual((await seenBy('projection', accountId)).map((row) => row.n), [0, 1, 2, 3, 4, 5]);
});

test('the app role appends events and can neither change, delete nor order them', async () => {
  const accountId = await newAccount();
  await database.withAccount(accountId, (tx) => append(tx, 1));
  for (const statement of [sql`UPDATE events SET position = 99`, sql`UPDATE events SET data = '{}'`, sql`DELETE FROM events`, sql`TRUNCATE events`]) {
    await assert.rejects(database.withAccount(accountId, (tx) => tx.run(statement)), /permission denied/);
  }
});

async function positions(accountId: number): Promise<number[]> {
  const rows = await database.withAccount(accountId, (tx) => tx.rows(sql<{ position: number }>`
    SELECT position FROM events WHERE account_id = ${accountId} AND position IS NOT NULL ORDER BY position`));
  return rows.map((row) => row.position);
}

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
