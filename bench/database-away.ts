import { startTcpProxy } from '../testkit/outside/tcp-proxy.ts';
import { countAnswers, oddAnswers, recoveryOf } from '../testkit/outage/judge-answers.ts';
import { openOutageDesk } from '../testkit/outage/outage-desk.ts';
import { startOwnPostgres } from '../testkit/outage/own-postgres.ts';
import { benchOptions } from './kit/bench-options.ts';
import { printTable, say } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * A server under a mixed load of HTTP and SMTP while its PostgreSQL (DATABASE_URL) is stopped at once ten times, then cuts all connections, then falls
 * silent for 20 s, then is lost behind a network that tells nobody. What was acknowledged is compared with what is there. `--short`: two stops, 3 s.
 */
const { isShort, isJson } = benchOptions();
const stops = isShort ? 2 : 10;
const silenceMs = isShort ? 3_000 : 20_000;
const postgres = await startOwnPostgres();
const proxy = await startTcpProxy(postgres.port);
const desk = await openOutageDesk({ connection: () => ({ connectionString: postgres.url() }), serverConnection: { connectionString: postgres.url(proxy.port) } });
try {
  const load = desk.load();
  await load.untilGood();
  const firsts: number[] = [];
  let refusedLate = 0;
  for (let stop = 0; stop < stops; stop += 1) {
    await postgres.stopAtOnce();
    await load.untilRefused();
    await postgres.start();
    const readyAt = performance.now();
    await load.untilGood();
    const { firstMs, refused } = recoveryOf(load.answers, readyAt);
    firsts.push(Math.max(firstMs.read, firstMs.write, firstMs.smtp));
    refusedLate += refused;
    say(`stop ${stop + 1}: first good answer of every way after ${firsts.at(-1)} ms`);
  }
  await postgres.run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'patchbay'`);
  await load.untilGood();
  proxy.freeze(true);
  await new Promise((resolve) => setTimeout(resolve, silenceMs));
  proxy.freeze(false);
  await load.untilGood();
  say('silence is over');
  proxy.forget();
  const forgottenAt = performance.now();
  await load.untilGood();
  const forgottenMs = Math.round(performance.now() - forgottenAt);
  await desk.untilMailboxIsRead();
  await load.stop();
  const { missing, doubled, unsent, sentTwice } = await desk.compare(load);
  say(countAnswers(load.answers));
  for (const odd of oddAnswers(load.answers)) say(`odd: ${odd}`);
  printTable('database-away', [{
    candidate: 'mixed load', stops, acknowledged: load.acknowledged.smtp.size + load.acknowledged.write.size, odd: oddAnswers(load.answers).length, lost: missing.length, doubled: doubled.length,
    unsent: unsent.length, 'sent twice': sentTwice.length, 'first success p50 ms': percentile(firsts, 0.5), 'max ms': Math.max(...firsts), 'refused after ready': refusedLate, 'lost network to success ms': forgottenMs,
  }], isJson);
} finally {
  await desk.close();
  await proxy.close();
  await postgres.close();
}
