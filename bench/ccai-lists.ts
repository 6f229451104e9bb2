import { createToken, setupAccount } from '#core/accounts/index.ts';
import type { StoredEvent } from '#core/events/index.ts';
import { systemAct, testClock } from '#core/kernel/index.ts';
import { activityBlocksConsumer } from '#core/presence/index.ts';
import { ccai } from '#dialects/ccai/dialect.ts';
import { closeServer, createServer } from '#http/index.ts';
import { sql } from '#storage/index.ts';
import { seedFloor } from '#storage/testing/seed-floor.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * The lists of ccai beside calls and chats, whole requests inside the server: 2,000 agents, 1,000 teams, 5,000 menus and an activity log of 1,000,000 lines (`--scale 0.1`: a tenth of the log). 200 on a
 * page, as the app role under row-level security. The candidates take turns.
 */
const { isJson, isShort, scale } = benchOptions();
const bench = await openBenchDatabase({ size: 4 });
const now = '2026-11-02T09:00:00.000Z';
const activities = Math.round(1_000_000 * scale);
try {
  const { account, user } = await setupAccount(bench.database, { accountName: 'Acme', email: 'ada@acme.test', name: 'Ada', password: null, now });
  if (account.id !== 1) throw new Error('the seeds are for account 1');
  await seedFloor(bench.owner, { agents: 2_000, teams: 1_000, menus: 5_000, activities });
  say(`seeded: ${activities} lines`);
  const seal = () => bench.database.withAccount(1, (tx) => activityBlocksConsumer.apply(tx, [{ type: 'presence.changed' } as StoredEvent]), { timeoutMs: 60_000 });
  await seal();
  const began = performance.now();
  let blocks = 0;
  for (;;) {
    await bench.database.withAccount(1, (tx) => tx.run(sql`UPDATE agent_activity_heads SET seen_at = seen_at - interval '1 hour' WHERE account_id = 1`));
    await seal();
    const { made } = await bench.database.withAccount(1, (tx) => tx.one(sql<{ made: number }>`SELECT count(*) AS made FROM agent_activity_blocks WHERE account_id = 1`));
    if (made === blocks) break;
    blocks = made;
  }
  say(`${blocks} blocks in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const { secret } = await bench.database.withAccount(1, (tx) => createToken(tx, systemAct(1, now, 'bench'), { userId: user.id, dialect: 'ccai', name: 'bench', scopes: 'all', expiresAt: null }));
  const server = createServer({ database: bench.database, clock: testClock(now), dialects: [ccai({ perSecond: 0 })], publicUrl: 'https://desk.example' });
  const authorization = `Basic ${Buffer.from(`${account.slug}:${secret}`).toString('base64')}`;
  const get = (path: string) => async (): Promise<number> => {
    const answer = await server.inject({ method: 'GET', url: `/manager/api/v1${path}`, headers: { authorization } });
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
    return answer.body.length;
  };
  const page = (share: number): number => Math.max(1, Math.floor(activities * share * 0.66 / 200));
  const log = '/agent_activity_logs?per=200';
  printTable(`lists of ccai, ${activities} lines of the log`, await measure({
    'agents, page 1': get('/agents?per=200'), 'agents, page 10': get('/agents?per=200&page=10'), 'agents by first_name': get('/agents?per=200&sort_column=first_name'), 'agents, online': get('/agents?per=200&online[]=true'),
    'teams, page 1': get('/teams?per=200'), 'teams by agents_count': get('/teams?per=200&sort_column=agents_count&sort_direction=desc'), 'teams, the tree': get('/teams/tree'),
    'menus, page 1': get('/menus?per=200'), 'menus, page 25': get('/menus?per=200&page=25'), 'menus by name': get('/menus?per=200&sort_column=name'), 'menus, the tree': get('/menus/tree'),
    'log, page 1': get(log), 'log, in the middle': get(`${log}&page=${page(0.5)}`), 'log, last pages': get(`${log}&page=${page(0.99)}`), 'log, newest first': get(`${log}&sort_column=id&sort_direction=desc`),
    'log by started_at, newest': get(`${log}&sort_column=started_at&sort_direction=desc`), 'log, first pull, middle': get(`${log}&started_at[from]=2000-01-01&page=${page(0.5)}`), 'log of the last day': get(`${log}&started_at[from]=2026-10-31`),
    'log of one agent': get(`${log}&agent_id[]=20007`), 'log, missed calls': get(`${log}&activity[]=deltacast_call_missed`),
  }, isShort ? 5 : 30, '<= 150'), isJson);
  printTable('beyond the promise', await measure({ 'log by duration': get(`${log}&sort_column=duration&sort_direction=desc`), 'log, lasting over 100 s': get(`${log}&duration[from]=100`) }, isShort ? 2 : 5, 'none'), isJson);
  await closeServer(server);
} finally {
  await bench.close();
}

async function measure(cases: Readonly<Record<string, () => Promise<number>>>, runs: number, wanted: string): Promise<Record<string, Cell>[]> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  const bytes: Record<string, number> = {};
  for (let run = -3; run < runs; run += 1) { // three rounds to warm up
    for (const [name, work] of Object.entries(cases)) {
      const start = performance.now();
      bytes[name] = await work();
      if (run >= 0) times[name]!.push(performance.now() - start);
    }
  }
  return Object.entries(times).map(([name, values]) => {
    const p95 = percentile(values, 0.95);
    return { case: name, 'kB': Math.round(bytes[name]! / 1000), 'p50 ms': percentile(values, 0.5), 'p95 ms': p95, 'max ms': Math.max(...values), 'wanted ms': wanted, held: wanted === 'none' ? '' : p95 <= 150 ? 'yes' : 'NO' };
  });
}
