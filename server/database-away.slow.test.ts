import assert from 'node:assert/strict';
import { afterEach, test, type TestContext } from 'node:test';
import { readKeeperAddress } from '#storage/embedded/keeper-files.ts';
import { until } from '#testkit/mail-room.ts';
import { startTcpProxy } from '#testkit/outside/tcp-proxy.ts';
import type { MixedLoad } from '#testkit/outage/mixed-load.ts';
import { openOutageDesk, type OutageDesk } from '#testkit/outage/outage-desk.ts';
import { startOwnPostgres } from '#testkit/outage/own-postgres.ts';
import { countAnswers, oddAnswers, recoveryOf } from '#testkit/outage/judge-answers.ts';

const open = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of [...open].toReversed()) await close();
  open.clear();
});

/** What every outage must look like from outside, and what must be there when it is over. */
async function judge(context: TestContext, desk: OutageDesk, load: MixedLoad): Promise<void> {
  await desk.untilMailboxIsRead();
  await load.stop();
  assert.deepEqual(oddAnswers(load.answers), [], 'only 2xx and 503 with Retry-After, only 250 and 451');
  assert.deepEqual(await desk.compare(load), { missing: [], doubled: [], unsent: [], sentTwice: [] });
  assert.deepEqual([desk.server.starts(), desk.server.deaths.length], [1, 0], 'the process stayed up');
  context.diagnostic(countAnswers(load.answers));
}

test('the embedded PostgreSQL dies at once: it comes back by itself, nothing acknowledged is lost, and nobody sees more than "not now"', async (context) => {
  const desk = await openOutageDesk();
  open.add(() => desk.close());
  const load = desk.load();
  await load.untilGood();
  for (let death = 1; death <= 2; death += 1) {
    const pid = readKeeperAddress(desk.dataDir)!.postgresPid!;
    process.kill(pid, 'SIGQUIT');
    await until('the keeper has started another', async () => (readKeeperAddress(desk.dataDir)?.postgresPid ?? pid) !== pid);
    await load.untilGood();
    await until('the log says so', async () => desk.server.output().split('the database is back').length > death && desk.server.output().includes('the database went away; it is being started again'));
  }
  await judge(context, desk, load);
});

test('a PostgreSQL of DATABASE_URL that is stopped, cuts us off, or falls silent: only 503 and 451 meanwhile, and work goes on with its first answer', async (context) => {
  const postgres = await startOwnPostgres();
  open.add(() => postgres.close());
  const proxy = await startTcpProxy(postgres.port);
  open.add(() => proxy.close());
  const desk = await openOutageDesk({ connection: () => ({ connectionString: postgres.url() }), serverConnection: { connectionString: postgres.url(proxy.port) } });
  open.add(() => desk.close());
  const load = desk.load();
  await load.untilGood();
  await postgres.stopAtOnce();
  await load.untilRefused();
  await postgres.start();
  const readyAt = performance.now();
  await load.untilGood();
  const { firstMs, refused } = recoveryOf(load.answers, readyAt);
  context.diagnostic(`first answer after it was ready: read ${firstMs.read} ms, write ${firstMs.write} ms, mail ${firstMs.smtp} ms; ${refused} refused after it was`);
  assert.ok(refused <= load.lanes, `${refused} were refused although the database was there: at most once in each of ${load.lanes} lanes`);

  await postgres.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'patchbay'`);
  await load.untilGood();

  // Silence: nothing goes through and nobody is told. What hangs is held up, and goes on.
  proxy.freeze(true);
  await until('nothing is answered any more', async () => load.answers.every(({ answeredAt }) => answeredAt < performance.now() - 300));
  proxy.freeze(false);
  await load.untilGood();
  await judge(context, desk, load);
});
