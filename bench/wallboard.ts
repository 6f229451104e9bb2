import { createWallboardLink, findAgentBoard, findWallboard, openSharedWallboard } from '#core/analytics/index.ts';
import { putInteractions } from '#core/analytics/live/testing/put-interactions.ts';
import { randomDay, type DayQueue } from '#core/analytics/live/testing/random-day.ts';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql, type Database, type Sql, type Tx } from '#storage/index.ts';
import { furnishCrowd } from '../testkit/routing/furnish-crowd.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { percentile } from './kit/statistics.ts';

/**
 * The supervisor's page of a large floor: 50 queues, 500 agents, a day of 20,000 calls and chats (--short: 5, 50, 400) at four in the afternoon. Time and statements of one refresh of the wallboard and of the
 * agents, and of ten people who look by a link at once. `wanted`: 300 ms.
 */
const { isShort, isJson } = benchOptions();
const [queueCount, agentCount, count] = isShort ? [5, 50, 400] : [50, 500, 20_000];
const rounds = isShort ? 5 : 30;
const now = '2026-05-06T14:00:00.000Z';
const bench = await openBenchDatabase({ size: 12 });
const wrapped = new WeakMap<Database, { readonly database: Database; seen: Sql[] }>();

try {
  const { account } = await setupAccount(bench.database, { accountName: 'Floor', email: 'floor@bench.test', name: 'Floor', password: null, now });
  const act = systemAct(account.id, now, 'bench');
  await furnish(account.id);
  await bench.owner.query('ANALYZE');
  const rows: Record<string, Cell>[] = [];
  rows.push(await measure('wallboard', (tx) => findWallboard(tx, act, { zone: 'UTC' }), account.id));
  if (process.env['EXPLAIN']) await explain(account.id, act);
  rows.push(await measure('agents', (tx) => findAgentBoard(tx, act), account.id));
  rows.push(...await measureLinks(account.id, act));
  printTable(`wallboard: ${queueCount} queues, ${agentCount} agents, ${count} calls and chats`, rows, isJson);
} finally {
  await bench.close();
}

async function furnish(accountId: number): Promise<void> {
  const inAccount = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => bench.database.withAccount(accountId, work, { timeoutMs: 600_000 });
  const { queues, agentIds, conversationId } = await inAccount(async (tx) => {
    const made: DayQueue[] = (await tx.rows(sql<{ id: number; kind: 'call' | 'chat' }>`
      INSERT INTO queues (account_id, kind, name, created_at) SELECT ${tx.accountId}::bigint, CASE WHEN n % 3 = 0 THEN 'chat' ELSE 'call' END, 'Queue ' || n, ${now}::timestamptz FROM generate_series(1, ${queueCount}::int) n RETURNING id, kind`))
      .map(({ id, kind }) => ({ id, kind, targetSeconds: 20, abandonSeconds: 5 }));
    // Everybody works five queues.
    const ids = await furnishCrowd(tx, new Date(Date.parse(now) - 8 * 3_600_000).toISOString(), agentCount, []);
    await tx.run(sql`
      INSERT INTO queue_agents (account_id, queue_id, agent_id, level, ready_since)
      SELECT ${tx.accountId}::bigint, q, a, 1, ${now}::timestamptz FROM unnest(${ids}::bigint[]) WITH ORDINALITY AS u(a, n), unnest(${made.map(({ id }) => id)}::bigint[]) WITH ORDINALITY AS w(q, k) WHERE (k - n) % ${Math.max(1, queueCount / 5)}::int = 0`);
    // A status changes ten times a day.
    await tx.run(sql`UPDATE agent_activities SET ended_at = started_at + interval '30 minutes' WHERE account_id = ${tx.accountId} AND activity = 'status'`);
    await tx.run(sql`
      INSERT INTO agent_activities (account_id, agent_id, activity, status_id, started_at, ended_at)
      SELECT ${tx.accountId}::bigint, a, 'status', CASE WHEN k % 2 = 0 THEN 0 ELSE -2 END, ${now}::timestamptz - interval '8 hours' + k * interval '30 minutes', CASE WHEN k < 10 THEN ${now}::timestamptz - interval '8 hours' + (k + 1) * interval '30 minutes' END
      FROM unnest(${ids}::bigint[]) a, generate_series(1, 10) k`);
    const { id } = await tx.one(sql<{ id: number }>`
      INSERT INTO channels (account_id, kind, name, created_at) VALUES (${tx.accountId}, 'voice', 'Phone', ${now}) RETURNING id`);
    const conversation = await tx.one(sql<{ id: number }>`INSERT INTO conversations (account_id, channel_id, kind, started_at, last_message_at, created_at) VALUES (${tx.accountId}, ${id}, 'call', ${now}, ${now}, ${now}) RETURNING id`);
    return { queues: made, agentIds: ids, conversationId: conversation.id };
  });
  const nowMs = Date.parse(now);
  const part = 1_000;
  for (let done = 0; done < count; done += part) {
    // The last part is of the last minutes: what waits and is in hand now.
    const isLast = done + part >= count;
    const day = randomDay({ seed: 5 + done, queues, agentIds, conversationId, count: Math.min(part, count - done), fromMs: isLast ? nowMs - 600_000 : nowMs - 8 * 3_600_000, nowMs, firstId: 1 + done });
    await inAccount((tx) => putInteractions(tx, day));
    if (done % 5_000 === 0) say(`${done} calls and chats`);
  }
}

async function explain(accountId: number, act: Act): Promise<void> {
  const seen: Sql[] = [];
  await bench.database.withAccount(accountId, (tx) => findWallboard(counted(tx, seen), act, { zone: 'UTC' }), { readOnly: true });
  for (const statement of seen) {
    await bench.database.withAccount(accountId, async (tx) => {
      const began = performance.now();
      const plan = await tx.rows(sql<{ 'QUERY PLAN': string }>`EXPLAIN (ANALYZE, BUFFERS) ${statement}`);
      console.log('-----', performance.now() - began);
      console.log(plan.map((row) => row['QUERY PLAN']).join('\n'));
    }, { readOnly: true });
  }
}

async function measure(name: string, read: (tx: Tx) => Promise<unknown>, accountId: number): Promise<Record<string, Cell>> {
  const took: number[] = [];
  let statements = 0;
  for (let round = 0; round < rounds; round += 1) {
    const seen: Sql[] = [];
    const began = performance.now();
    await bench.database.withAccount(accountId, (tx) => read(counted(tx, seen)), { readOnly: true, isolation: 'repeatable read' });
    took.push(performance.now() - began);
    statements = seen.length;
  }
  const p95 = percentile(took, 0.95);
  return { what: name, viewers: 1, statements, 'p50 ms': percentile(took, 0.5), 'p95 ms': p95, wanted: 'p95 <= 300', held: p95 <= 300 ? 'yes' : 'no' };
}

/** Ten people look at once, each by a link, at instants three seconds apart: what the database is asked for all of them together, transactions and statements. */
async function measureLinks(accountId: number, act: Act): Promise<Record<string, Cell>[]> {
  const links = await bench.database.withAccount(accountId, async (tx) => {
    const made: string[] = [];
    for (let nth = 0; nth < 2; nth += 1) made.push((await createWallboardLink(tx, act, { name: `Wall ${nth}`, showsAgents: false, expiresAt: '2026-12-01T00:00:00.000Z' })).secret);
    return made;
  });
  const viewers = 10;
  const took: number[] = [];
  const perRound: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const seen: Sql[] = [];
    const database = countedDatabase(bench.database, seen);
    const at = new Date(Date.parse(now) + round * 3_000).toISOString();
    const began = performance.now();
    await Promise.all(Array.from({ length: viewers }, (_, nth) => openSharedWallboard(database, { secret: links[nth % links.length], address: `192.0.2.${nth}`, now: at })));
    took.push(performance.now() - began);
    perRound.push(seen.length);
  }
  const p95 = percentile(took, 0.95);
  return [
    { what: 'links, a refresh of all', viewers, statements: Math.max(...perRound), 'p50 ms': percentile(took, 0.5), 'p95 ms': p95, wanted: 'p95 <= 300', held: p95 <= 300 ? 'yes' : 'no' },
    { what: 'links, statements of a viewer', viewers: 1, statements: Math.round(perRound.reduce((sum, one) => sum + one, 0) / perRound.length / viewers * 10) / 10, 'p50 ms': null, 'p95 ms': null, wanted: '-', held: '-' },
  ];
}

function counted(tx: Tx, seen: Sql[]): Tx {
  const keep = <Row>(statement: Sql<Row>): Sql<Row> => { seen.push(statement); return statement; };
  return {
    accountId: tx.accountId, connection: tx.connection, afterCommit: (callback) => tx.afterCommit(callback),
    rows: (statement) => tx.rows(keep(statement)), one: (statement) => tx.one(keep(statement)), maybe: (statement) => tx.maybe(keep(statement)), run: (statement) => tx.run(keep(statement)),
  };
}

/** The same wrapper for each round, as the cache goes with the database. */
function countedDatabase(database: Database, seen: Sql[]): Database {
  const known = wrapped.get(database);
  if (known) {
    known.seen = seen;
    return known.database;
  }
  const held: { database: Database; seen: Sql[] } = { database, seen };
  held.database = new Proxy(database, {
    get: (target, name) => {
      if (name === 'withAccount') return (accountId: number, work: (tx: Tx) => Promise<unknown>, options?: object) => target.withAccount(accountId, (tx) => work(counted(tx, held.seen)), options);
      if (name === 'rows') return (statement: Sql) => { held.seen.push(statement); return target.rows(statement); };
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) as unknown : value;
    },
  });
  wrapped.set(database, held);
  return held.database;
}
