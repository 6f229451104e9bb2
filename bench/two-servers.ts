import { twoServers } from '../testkit/routing/two-servers.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say } from './kit/print-table.ts';

/**
 * Two `patchbay serve` on one database, 200 agents, 10,000 calls by the native control API (--short: 200), some of the servers killed in the middle: offers that were doubled or overtook
 * another one, calls that were lost or doubled, what is left over. The calls a second are those of a client with 12 callers on the same machine.
 */
const { isShort, isJson, scale } = benchOptions();
const bench = await openBenchDatabase({ size: 8 });
const arrivals = Math.max(200, Math.round(10_000 * scale));
try {
  const { output: _, problems, ...result } = await twoServers({
    connection: bench.connection, database: bench.database, arrivals, agents: 200, hands: 12, people: isShort ? 10 : 80, seed: 3, kills: isShort ? 2 : 10,
    onHandled: (handled) => { if (handled % 500 === 0) say(`${handled} calls are over`); },
  });
  for (const problem of problems.slice(0, 20)) say(problem);
  printTable('two servers', [{
    arrivals, agents: 200, finished: arrivals - result.lost, lost: result.lost, doubled: result.doubled, offers: result.offers, rejected: result.rejected, 'doubled or overtaken': problems.length, 'left over': result.left,
    kills: result.kills, requests: result.requests, 'asked again': result.repeats, seconds: Math.round(result.seconds), 'calls per second': Math.round(arrivals / result.seconds),
  }], isJson);
  if (problems.length + result.lost + result.doubled + result.left > 0) process.exitCode = 1;
} finally {
  await bench.close();
}
