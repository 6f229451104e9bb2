import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testClock } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { createServer } from '../create-server.ts';
import { ada, toyDialect } from '../testing/toy-dialect.ts';
import { rateAddress } from './rate-address.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import { sweepRateWindows } from './take-from-windows.ts';

let clone: ClonedDatabase;
let database: Database;
let other: Database;
before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection, { size: 8 });
  other = openDatabase(clone.connection, { size: 8 });
});
after(async () => {
  await Promise.all([database.close(), other.close()]);
  await clone.drop();
});

const windows = [{ seconds: 60, most: 30 }, { seconds: 3600, most: 900 }];
let keys = 0;
const freshKey = () => `http:test:${(keys += 1)}`;
const burst = async (limiter: RateLimiter, key: string, count: number) => {
  const verdicts = await Promise.all(Array.from({ length: count }, () => limiter.take(key, windows)));
  return verdicts.filter((verdict) => verdict.accepted).length;
};

test('of many requests at once exactly 30 are accepted, also by two processes on one database', async () => {
  const clock = testClock('2024-05-01T10:00:00Z');
  const [one, two] = [createRateLimiter({ database, clock }), createRateLimiter({ database: other, clock })];
  for (let round = 0; round < 5; round += 1) {
    const key = freshKey();
    const [first, second] = await Promise.all([burst(one, key, 40), burst(two, key, 40)]);
    assert.equal(first + second, 30);
  }
});

test('counting waits for no disk, and only counting: the connection goes back as it was', async () => {
  const single = openDatabase(clone.connection, { size: 1 });
  try {
    const setting = async () => (await single.rows(sql<{ synchronous_commit: string }>`SHOW synchronous_commit`))[0]!.synchronous_commit;
    await single.rows(sql`SELECT set_config('synchronous_commit', 'on', false)`); // the databases of tests wait for no disk anyway
    assert.ok((await createRateLimiter({ database: single, clock: testClock('2024-05-01T10:00:00Z') }).take(freshKey(), windows)).accepted);
    assert.equal(await setting(), 'on');
  } finally {
    await single.close();
  }
});

test('requests that come together are counted together, as if each had come alone', async () => {
  const clock = testClock('2024-05-01T10:00:00Z');
  let statements = 0;
  const counting = { ...database, rows: (...given: Parameters<Database['rows']>) => { statements += 1; return database.rows(...given); } } as Database;
  const limiter = createRateLimiter({ database: counting, clock });
  const key = freshKey();
  const verdicts = await Promise.all(Array.from({ length: 20 }, () => limiter.take(key, windows)));
  assert.deepEqual(verdicts.map(({ accepted, remaining }) => [accepted, remaining]), Array.from({ length: 20 }, (_, at) => [true, 29 - at]));
  assert.equal(statements, 2, 'the first, and all who came meanwhile');
  assert.equal((await Promise.all(Array.from({ length: 20 }, () => limiter.take(key, windows)))).filter(({ accepted }) => accepted).length, 10, 'where not all fit, as many as do');
  clock.advance(60_000);
  assert.equal((await limiter.take(key, windows)).remaining, 29);
  const broken = createRateLimiter({ database: { ...database, rows: async () => { throw new Error('away'); } } as Database, clock });
  const failed = await Promise.allSettled(Array.from({ length: 5 }, () => broken.take('http:test:broken', windows)));
  assert.deepEqual(failed.map(({ status }) => status), Array.from({ length: 5 }, () => 'rejected'));
  await assert.rejects(broken.take('http:test:broken', windows), /away/, 'and the next is asked for again');
});

test('what fails for one is no answer to another: each is asked for by itself where the common statement fails, and where not all fit', async () => {
  const clock = testClock('2024-05-01T10:00:00Z');
  const failingAt = (failing: number) => {
    let statements = 0;
    const rows = async (...given: Parameters<Database['rows']>) => { if ((statements += 1) === failing) throw new Error('away'); return database.rows(...given); };
    return createRateLimiter({ database: { ...database, rows } as Database, clock });
  };
  const outcomes = async (limiter: RateLimiter, most: number) => {
    const key = freshKey();
    const settled = await Promise.allSettled(Array.from({ length: 5 }, () => limiter.take(key, [{ seconds: 60, most }])));
    return settled.map((each) => (each.status === 'rejected' ? 'failed' : each.value.accepted ? 'taken' : 'refused'));
  };
  // Statements: the first caller, the other four together, then each of the four.
  assert.deepEqual(await outcomes(failingAt(2), 30), ['taken', 'taken', 'taken', 'taken', 'taken']);
  assert.deepEqual(await outcomes(failingAt(3), 3), ['taken', 'failed', 'taken', 'taken', 'refused']);
});

test('one request a second by two processes: exactly one', async () => {
  const clock = testClock('2024-05-01T10:00:00Z');
  const [one, two] = [createRateLimiter({ database, clock }), createRateLimiter({ database: other, clock })];
  for (let round = 0; round < 20; round += 1) {
    const key = freshKey();
    const verdicts = await Promise.all(Array.from({ length: 8 }, (_, at) => (at % 2 === 0 ? one : two).take(key, [{ seconds: 1, most: 1 }])));
    assert.equal(verdicts.filter((verdict) => verdict.accepted).length, 1);
  }
});

test('the window begins with the first request, not with the minute of the clock', async () => {
  const clock = testClock('2024-05-01T10:00:45Z');
  const limiter = createRateLimiter({ database, clock });
  const key = freshKey();
  assert.equal(await burst(limiter, key, 30), 30);
  clock.set('2024-05-01T10:01:00Z'); // the edge of the minute
  assert.equal(await burst(limiter, key, 5), 0);
  clock.set('2024-05-01T10:01:44.999Z');
  assert.equal(await burst(limiter, key, 5), 0);
  clock.set('2024-05-01T10:01:45Z');
  assert.equal(await burst(limiter, key, 40), 30);
});

test('waiting Retry-After always succeeds, a second less always fails', async () => {
  for (const [start, asked] of [['10:00:00.000', '10:00:10.500'], ['10:00:00.250', '10:00:00.250'], ['10:00:00.999', '10:01:00.998'], ['10:00:00.500', '10:00:30.500']]) {
    const clock = testClock(`2024-05-01T${start}Z`);
    const key = freshKey();
    assert.equal(await burst(createRateLimiter({ database, clock }), key, 30), 30);
    clock.set(`2024-05-01T${asked}Z`);
    for (const process of [createRateLimiter({ database, clock }), createRateLimiter({ database: other, clock })]) {
      const refused = await process.take(key, windows);
      assert.equal(refused.accepted, false);
      assert.ok(Number.isInteger(refused.retryAfterSeconds) && refused.retryAfterSeconds >= 1);
      clock.advance((refused.retryAfterSeconds - 1) * 1000);
      assert.equal((await process.take(key, windows)).accepted, false, 'a second early');
      clock.set(`2024-05-01T${asked}Z`);
    }
    const fresh = createRateLimiter({ database, clock });
    const { retryAfterSeconds } = await fresh.take(key, windows);
    clock.advance(retryAfterSeconds * 1000);
    assert.equal((await fresh.take(key, windows)).accepted, true, 'after the wait');
  }
});

test('30 a minute for 31 minutes meets the hour: 900, and the refused are counted nowhere', async () => {
  const clock = testClock('2024-05-01T10:00:00Z');
  const limiter = createRateLimiter({ database, clock });
  const key = freshKey();
  let accepted = 0;
  for (let minute = 0; minute < 31; minute += 1) {
    accepted += await burst(limiter, key, 35);
    clock.advance(60_000);
  }
  assert.equal(accepted, 900);
  const refused = await createRateLimiter({ database: other, clock }).take(key, windows);
  assert.deepEqual([refused.accepted, refused.retryAfterSeconds], [false, 29 * 60]);
  const counts = await database.rows<{ key: string; count: number }>(sql<{ key: string; count: number }>`SELECT key, count FROM rate_windows WHERE key LIKE ${`${key}/%`} ORDER BY key`);
  assert.deepEqual(counts.map((row) => row.count), [900, 30]);
  clock.advance(29 * 60_000);
  assert.equal(await burst(limiter, key, 35), 30);
});

test('refusals cost no statement once the process knows', async () => {
  const clock = testClock('2024-05-01T10:00:00Z');
  let statements = 0;
  const counted: Database = { ...database, rows: (statement) => { statements += 1; return database.rows(statement); } };
  const limiter = createRateLimiter({ database: counted, clock });
  const key = freshKey();
  for (let at = 0; at < 500; at += 1) await limiter.take(key, windows);
  assert.equal(statements, 30);
  const newcomer = createRateLimiter({ database: counted, clock });
  for (let at = 0; at < 500; at += 1) await newcomer.take(key, windows);
  assert.equal(statements, 31);
});

test('a clock set back an hour locks nobody out, a clock set forward opens the window', async () => {
  const clock = testClock('2024-05-01T10:00:00Z');
  const limiter = createRateLimiter({ database, clock });
  const key = freshKey();
  const minute = [{ seconds: 60, most: 30 }];
  for (let at = 0; at < 31; at += 1) await limiter.take(key, minute);
  clock.advance(-3_600_000);
  assert.equal((await limiter.take(key, minute)).accepted, true);
  clock.advance(7_200_000);
  assert.equal((await limiter.take(key, minute)).accepted, true);
});

test('over HTTP: per secret, failed doors per address, headers, and other callers untouched', async () => {
  const clock = testClock('2024-05-01T10:00:00.400Z');
  const serve = (on: Database) => createServer({ database: on, clock, dialects: [toyDialect({ limits: windows })] });
  const [one, two] = [serve(database), serve(other)];
  const ask = (at: number, secret: string) => (at % 2 === 0 ? one : two).inject({ method: 'POST', url: '/toy/echo/1', headers: { authorization: `Bearer ${secret}` } });
  const statuses: Record<string, number> = {};
  for (let at = 0; at < 62; at += 1) {
    const answer = await ask(at, 'good1');
    statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1;
    if (answer.statusCode === 429) assert.equal(answer.headers['retry-after'], '60');
    else assert.equal(answer.headers['x-left'], String(29 - at));
  }
  assert.deepEqual(statuses, { 200: 30, 429: 32 });
  const failures: number[] = [];
  for (let at = 0; at < 40; at += 1) failures.push((await ask(at, `bad${at}`)).statusCode);
  assert.deepEqual([failures.filter((status) => status === 401).length, failures.filter((status) => status === 429).length], [30, 10]);
  assert.equal((await ask(0, 'good2')).statusCode, 200);
});

test('a secret that came in before and is good no more is refused, and counts against its address; of another owner, against that one', async () => {
  const clock = testClock('2024-07-01T10:00:00Z');
  const owners = new Map([['key', 'user:turns-a']]);
  const dialect = toyDialect({ limits: windows });
  const server = createServer({ database, clock, dialects: [{ ...dialect, door: { ...dialect.door, authenticate: async (secret) => { const rateKey = owners.get(secret); return rateKey === undefined ? null : { ...ada, rateKey }; } } }] });
  const ask = async (secret = 'key') => { const { statusCode, headers } = await server.inject({ method: 'POST', url: '/toy/echo/1', headers: { authorization: `Bearer ${secret}` }, remoteAddress: '198.51.100.7' }); return [statusCode, headers['x-left']]; };
  assert.deepEqual([await ask(), await ask()], [[200, '29'], [200, '28']]);
  owners.set('key', 'user:turns-b');
  assert.deepEqual([await ask(), await ask()], [[200, '29'], [200, '28']]);
  owners.delete('key');
  for (let at = 0; at < 30; at += 1) assert.equal((await ask())[0], 401);
  assert.equal((await ask('never'))[0], 429, 'the address has no room left');
});

test('an IPv6 customer is one address, a mapped IPv4 is itself', () => {
  assert.equal(rateAddress('2001:db8:1:2:3::1'), rateAddress('2001:db8:1:2:ffff::9'));
  assert.notEqual(rateAddress('2001:db8:1:2::1'), rateAddress('2001:db8:1:3::1'));
  assert.equal(rateAddress('::ffff:10.0.0.1'), '10.0.0.1');
  assert.equal(rateAddress('@'), 'unknown');
});

test('windows that ended over a day ago are swept, others stay', async () => {
  const clock = testClock('2023-01-01T00:00:00Z');
  await createRateLimiter({ database, clock }).take(freshKey(), windows);
  assert.ok(await sweepRateWindows(database, Date.parse('2023-01-02T00:00:00.001Z')) >= 2);
});
