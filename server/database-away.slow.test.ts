import assert from 'node:assert/strict';
import { afterEach, test, type TestContext } from 'node:test';
import { readKeeperAddress } from '#storage/embedded/keeper-files.ts';
import { until } from '#testkit/mail-room.ts';
import { startTcpProxy } from '#testkit/outside/tcp-proxy.ts';
import type { MixedLoad, Way } from '#testkit/outage/mixed-load.ts';
import { openOutageDesk, type OutageDesk } from '#testkit/outage/outage-desk.ts';
import { startOwnPostgres } from '#testkit/outage/own-postgres.ts';

const open = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of [...open].toReversed()) await close();
  open.clear();
});

/** What every outage must look like from outside, and what must be there when it is over. */
async function judge(context: TestContext, desk: OutageDesk, load: MixedLoad): Promise<void> {
  await desk.untilMailboxIsRead();
  await load.stop();
  const odd = load.answers.filter(({ way, code, retryAfter }) => (way === 'smtp' ? code !== 250 && code !== 451 : code !== 200 && code !== 201 && !(code === 503 && retryAfter !== undefined)));
  assert.deepEqual(odd.map(({ way, code, body }) => `${way} ${code} ${body}`), [], 'only 2xx and 503 with Retry-After, only 250 and 451');
  assert.deepEqual(await desk.compare(load), { missing: [], doubled: [], unsent: [], sentTwice: [] });
  assert.deepEqual([desk.server.starts(), desk.server.deaths.length], [1, 0], 'the process stayed up');
  const count = (way: Way, isGood: boolean): number => load.answers.filter((answer) => answer.way === way && (answer.code < 300) === isGood).length;
  context.diagnostic(`acknowledged / put off: reads ${count('read', true)} / ${count('read', false)}, writes ${count('write', true)} / ${count('write', false)}, mails ${count('smtp', true)} / ${count('smtp', false)}`);
}

/** Since the database took connections again: when the first of each way succeeded, and how many that were asked after that moment were refused. */
function recovery(load: MixedLoad, readyAt: number): { readonly firstMs: Record<Way, number>; readonly refused: number } {
  const later = load.answers.filter(({ askedAt }) => askedAt >= readyAt);
  const first = (way: Way): number => Math.round((load.answers.find((answer) => answer.way === way && answer.answeredAt >= readyAt && answer.code < 300)?.answeredAt ?? Number.NaN) - readyAt);
  return { firstMs: { read: first('read'), write: first('write'), smtp: first('smtp') }, refused: later.filter(({ code }) => code >= 400).length };
}

test('the embedded PostgreSQL dies at once, again and again: it comes back by itself, nothing acknowledged is lost, and nobody sees more than "not now"', async (context) => {
  const desk = await openOutageDesk();
  open.add(() => desk.close());
  const load = desk.load();
  await load.untilGood();
  for (let death = 0; death < 3; death += 1) {
    const pid = readKeeperAddress(desk.dataDir)!.postgresPid!;
    process.kill(pid, 'SIGQUIT');
    await until('the keeper has started another', async () => (readKeeperAddress(desk.dataDir)?.postgresPid ?? pid) !== pid);
    await load.untilGood();
  }
  await judge(context, desk, load);
  assert.match(desk.server.output(), /the database went away; it is being started again/);
  assert.match(desk.server.output(), /the database is back/);
});

test('a PostgreSQL of DATABASE_URL that is stopped, cut off, or falls silent: only 503 and 451 meanwhile, and work goes on with its first answer', async (context) => {
  const postgres = await startOwnPostgres();
  open.add(() => postgres.close());
  const proxy = await startTcpProxy(postgres.port);
  open.add(() => proxy.close());
  const desk = await openOutageDesk({ connection: () => ({ connectionString: postgres.url() }), serverConnection: { connectionString: postgres.url(proxy.port) } });
  open.add(() => desk.close());
  const load = desk.load();
  await load.untilGood();
  for (let stop = 0; stop < 3; stop += 1) {
    await postgres.stopAtOnce();
    await load.untilRefused();
    await postgres.start();
    const readyAt = performance.now();
    await load.untilGood();
    const { firstMs, refused } = recovery(load, readyAt);
    context.diagnostic(`stopped and back: first answer after it was ready: read ${firstMs.read} ms, write ${firstMs.write} ms, mail ${firstMs.smtp} ms; ${refused} refused after it was`);
    assert.ok(refused <= 8, `${refused} were refused although the database was there: each of the 8 lanes at most once`);
  }
  await postgres.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'patchbay'`);
  await load.untilGood();

  // Silence: nothing goes through and nobody is told. What hangs is held up, and goes on.
  proxy.freeze(true);
  const frozenAt = performance.now();
  await until('nothing is answered any more', async () => frozenAt + 500 < performance.now() && load.answers.every(({ answeredAt }) => answeredAt < performance.now() - 300));
  proxy.freeze(false);
  await load.untilGood();

  // The connections of this moment are never answered again; only giving them up helps.
  proxy.forget();
  await load.untilGood();
  await judge(context, desk, load);
});
