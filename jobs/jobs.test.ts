import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { testClock } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { createJobRunner, enqueueJob, enqueueJobs, extendLease, failJob, finishJob, takeJobs, type Job, type JobInput } from './index.ts';
import { retryDelayMs } from './retry-delay.ts';

const start = '2026-03-02T09:00:00.000Z';
const clock = testClock(start);
let clone: ClonedDatabase;
let one: Database;
let two: Database;
let [acme, bolt] = [0, 0];

before(async () => {
  clone = await cloneDatabase();
  one = openDatabase(clone.connection);
  two = openDatabase(clone.connection);
  acme = (await setupAccount(one, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now: start })).account.id;
  bolt = (await setupAccount(one, { accountName: 'Bolt', email: 'bo@bolt.test', name: 'Bo', password: null, now: start })).account.id;
});
afterEach(async () => {
  clock.set(start);
  await one.rows(sql`DELETE FROM jobs`);
});
after(async () => {
  await Promise.all([one.close(), two.close()]);
  await clone.drop();
});

const mail: JobInput = { queue: 'mail', kind: 'send', payload: { n: 1 }, runAt: start };
const enqueue = (input: Partial<JobInput> = {}, account = acme) => one.withAccount(account, (tx) => enqueueJob(tx, { ...mail, ...input }));
const take = (database: Database, limit = 10, leaseMs = 60_000) => takeJobs(database, { queue: 'mail', limit, leaseMs, nowMs: clock.nowMs() });
const finish = (job: Job) => one.withoutAccount((tx) => finishJob(tx, job));
const fail = (job: Job, error: unknown = new Error('no')) => one.withoutAccount((tx) => failJob(tx, job, { error, nowMs: clock.nowMs(), random: () => 0.5 }));
const allJobs = () => one.rows(sql<{ id: number; attempts: number; failed_at: string | null; last_error: string | null; run_at: string; lease_until: string | null }>`SELECT * FROM jobs ORDER BY id`);

test('a job is there exactly when its transaction commits', async () => {
  await assert.rejects(one.withAccount(acme, async (tx) => { await enqueueJob(tx, mail); throw new Error('back'); }), /back/);
  assert.equal((await allJobs()).length, 0);
  await enqueue();
  const [job] = await take(one);
  assert.deepEqual([job!.accountId, job!.kind, job!.payload, job!.attempt], [acme, 'send', { n: 1 }, 1]);
});

test('two takers at once never get the same job', async () => {
  for (let n = 0; n < 40; n += 1) await enqueue({ payload: { n } });
  const taken = (await Promise.all([one, two, one, two, one, two].map((database) => take(database, 9)))).flat();
  assert.equal(new Set(taken.map((job) => job.id)).size, taken.length);
  assert.equal(taken.length + (await take(one, 40)).length, 40);
});

test('a job is not taken before its time, and the oldest is first', async () => {
  await enqueue({ payload: { n: 2 }, runAt: '2026-03-02T09:00:02.000Z' });
  await enqueue({ payload: { n: 1 }, runAt: '2026-03-02T09:00:01.000Z' });
  assert.deepEqual(await take(one), []);
  clock.advance(5_000);
  assert.deepEqual((await take(one, 1)).map((job) => job.payload), [{ n: 1 }]);
});

test('a lease that ran out lets another take the job, and the first can no longer end it', async () => {
  await enqueue();
  const [lost] = await take(one, 1, 1_000);
  assert.deepEqual(await take(two), []);
  clock.advance(1_000);
  const [held] = await take(two, 1, 1_000);
  assert.equal(held!.id, lost!.id);
  assert.equal(held!.attempt, 2);
  assert.equal(await finish(lost!), false);
  assert.deepEqual(await fail(lost!), { gaveUp: null });
  assert.equal(await extendLease(one, lost!, { leaseMs: 1_000, nowMs: clock.nowMs() }), false);
  assert.equal(await finish(held!), true);
  assert.deepEqual(await allJobs(), []);
});

test('a failed job comes back later, and after its last attempt it stays as failed', async () => {
  await enqueue({ attemptsMax: 2 });
  assert.deepEqual(await fail((await take(one))[0]!), { gaveUp: false });
  assert.deepEqual(await take(one), []);
  clock.advance(2_000);
  assert.deepEqual(await fail((await take(one))[0]!, new Error('still\u0000 no')), { gaveUp: true });
  clock.advance(86_400_000);
  assert.deepEqual(await take(one), []);
  assert.equal((await allJobs())[0]!.last_error, 'still no');
});

test('a job that kills its process at every attempt is given up', async () => {
  await enqueue({ attemptsMax: 2 });
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    assert.equal((await take(one, 1, 1_000))[0]!.attempt, attempt);
    clock.advance(1_000);
  }
  assert.deepEqual(await take(one), []);
  assert.match((await allJobs())[0]!.last_error!, /lease of the last attempt/);
});

test('a unique key is unique within its account and kind, while the job is there', async () => {
  assert.notEqual(await enqueue({ uniqueKey: 'k' }), null);
  assert.equal(await enqueue({ uniqueKey: 'k' }), null);
  assert.notEqual(await enqueue({ uniqueKey: 'k', kind: 'other' }), null);
  assert.notEqual(await enqueue({ uniqueKey: 'k' }, bolt), null, 'another account has its own keys');
  const own = () => one.withoutAccount((tx) => enqueueJob(tx, { ...mail, uniqueKey: 'k' }));
  assert.notEqual(await own(), null);
  assert.equal(await own(), null, 'the server\'s own jobs have no account, and are unique too');
  for (const job of await take(one)) await finish(job);
  assert.notEqual(await enqueue({ uniqueKey: 'k' }), null);
});

test('many jobs are written in one statement, in their order, and a key that is there or stands twice writes none', async () => {
  await enqueue({ uniqueKey: 'k1' });
  const many = [1, 2, 2, 3].map((n) => ({ ...mail, payload: { n }, uniqueKey: `k${n}` }));
  assert.equal(await one.withAccount(acme, (tx) => enqueueJobs(tx, many)), 2);
  assert.equal(await one.withAccount(acme, (tx) => enqueueJobs(tx, [])), 0);
  assert.deepEqual((await take(one)).map((job) => [job.payload, job.attemptsMax]), [[{ n: 1 }, 10], [{ n: 2 }, 10], [{ n: 3 }, 10]]);
});

test('two transactions with one unique key write one job', async () => {
  const ids = await Promise.all([one, two, one, two].map((database) => database.withAccount(acme, (tx) => enqueueJob(tx, { ...mail, uniqueKey: 'race' }))));
  assert.equal(ids.filter((id) => id !== null).length, 1);
});

test('two runners do every job once, and a handler that crashes is tried again', async () => {
  for (let n = 0; n < 30; n += 1) await enqueue({ payload: { n } });
  const done: number[] = [];
  const crashed = new Set<number>();
  const handlers = { mail: { send: async (job: Job) => {
    const n = job.payload['n'] as number;
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (n % 5 === 0 && !crashed.has(n)) { crashed.add(n); throw new Error('crash'); }
    done.push(n);
  } } };
  const failures: boolean[] = [];
  const options = { handlers, clock, pollMs: 10, random: () => 0, onFailure: (_error: unknown, _job: Job | null, gaveUp: boolean) => { failures.push(gaveUp); } };
  const runners = [createJobRunner({ database: one, ...options }), createJobRunner({ database: two, ...options })];
  // Until all that is written down: a clock that is put forward before would end the lease of a job that is done.
  await until(async () => (await allJobs()).length === 6 && failures.length === 6);
  assert.deepEqual([crashed.size, done.length], [6, 24]);
  clock.advance(60_000);
  for (const runner of runners) runner.wake();
  await until(() => done.length === 30);
  await Promise.all(runners.map((runner) => runner.stop()));
  assert.deepEqual(done.sort((a, b) => a - b), Array.from({ length: 30 }, (_, n) => n));
  assert.deepEqual(failures, Array.from({ length: 6 }, () => false));
  assert.deepEqual(await allJobs(), []);
});

test('a runner extends the lease of a long job, and stopping it tells the handler', async () => {
  await enqueue();
  let signal: AbortSignal | undefined;
  const handlers = { mail: { send: (_job: Job, control: { signal: AbortSignal }) => {
    signal = control.signal;
    return new Promise<void>((resolve) => control.signal.addEventListener('abort', () => resolve()));
  } } };
  const runner = createJobRunner({ database: one, handlers, clock, pollMs: 10, leaseMs: 60 });
  await until(() => signal !== undefined);
  for (let beat = 0; beat < 6; beat += 1) {
    clock.advance(30);
    await until(async () => Date.parse((await allJobs())[0]!.lease_until!) === clock.nowMs() + 60);
    assert.deepEqual(await take(two, 1, 1_000), []);
  }
  await runner.stop();
  assert.deepEqual(await allJobs(), []);
});

test('a kind that nobody handles fails with words', async () => {
  await enqueue({ kind: 'unknown' });
  const runner = createJobRunner({ database: one, handlers: { mail: {} }, clock, pollMs: 10 });
  await until(async () => (await allJobs())[0]!.last_error !== null);
  await runner.stop();
  assert.match((await allJobs())[0]!.last_error!, /no handler for mail\/unknown/);
});

test('the delay doubles twice at each try and ends at six hours', () => {
  assert.deepEqual([1, 2, 3, 9, 20].map((attempt) => retryDelayMs(attempt, () => 0.5)), [2_000, 8_000, 32_000, 21_600_000, 21_600_000]);
  assert.deepEqual([retryDelayMs(1, () => 0), retryDelayMs(1, () => 0.9999)], [1_500, 2_500]);
});

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    assert.ok(tries < 6_000, 'it did not happen within a minute');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
