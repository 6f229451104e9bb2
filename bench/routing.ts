import pg from 'pg';
import { setupAccount } from '#core/accounts/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { createQueue } from '#core/queues/index.ts';
import { answerOffer, inStore, settleWake, startLine, tellLine, type Change } from '#core/routing/index.ts';
import { enter } from '#core/routing/engine/index.ts';
import { clientOptions, compileSql, openDatabase, sql, type Sql, type Tx } from '#storage/index.ts';
import { driveArrivals } from '#testkit/routing/drive-arrivals.ts';
import { furnishCrowd } from '#testkit/routing/furnish-crowd.ts';
import { replayOffers } from '#testkit/routing/replay-offers.ts';
import { benchOptions } from './kit/bench-options.ts';
import { openBenchDatabase } from './kit/open-bench-database.ts';
import { printTable, say, type Cell } from './kit/print-table.ts';
import { median, percentile } from './kit/statistics.ts';

/**
 * Giving work out, among 20, 200 and 2,000 agents: a match alone (one caller, one queue), from the arrival of a call to its offer, and beside them the bare statements: those that a match sends, as the owner
 * without policies, rolled back to a savepoint and committed. Then 10,000 arrivals (--short: 200) through two pools: offers in order, none doubled, none lost.
 */
const { isShort, isJson, scale } = benchOptions();
const bench = await openBenchDatabase({ size: 16 });
const rounds = isShort ? 20 : 200;
const arrivals = Math.round(10_000 * scale);
const now = (): string => new Date().toISOString();

try {
  const owner = new pg.Client(clientOptions(bench.connection, 'owner'));
  await owner.connect();
  await owner.query('CREATE TABLE bench_ticks (at timestamptz)');
  const rows: Record<string, Cell>[] = [];
  for (const agents of [20, 200, 2_000]) {
    say(`${agents} agents ...`);
    rows.push(await measure(owner, agents));
  }
  printTable('routing', rows, isJson);
  printTable('two processes, 200 agents', [await twoPools()], isJson);
  await owner.end();
} finally {
  await bench.close();
}

async function measure(owner: pg.Client, agents: number): Promise<Record<string, Cell>> {
  const { change, act, queueId } = await furnish(`A${agents}`, agents);
  const toOffer: number[] = [];
  const matches: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    let began = performance.now();
    const { interaction: first } = await startLine(change, act(), { kind: 'call', providerRef: `a-${agents}-${round}`, entry: 'ivr', to: '+4930555', queueId });
    toOffer.push(performance.now() - began);
    await finish(change, act, first.id);

    const { interaction } = await startLine(change, act(), { kind: 'call', providerRef: `b-${agents}-${round}`, entry: 'ivr', to: '+4930555' });
    const { wake } = await change((tx) => inStore(tx, act(), (store) => enter(store, { interactionId: interaction.id, queueId })));
    const statements: Sql[] = [];
    const recording: Change = (work) => change((tx) => work(recorded(tx, statements)));
    began = performance.now();
    const made = await settleWake(recording, act(), wake);
    matches.push(performance.now() - began);
    if (made !== 1) throw new Error(`a match among ${agents} free agents made ${made} offers`);
    bare.push(await replay(owner, statements));
    await finish(change, act, interaction.id);
  }
  return {
    agents, 'match p50 ms': median(matches), 'match p99 ms': percentile(matches, 0.99), 'offers per second': Math.round(1_000 / median(matches)), 'bare p50 ms': median(bare),
    'bare / match': median(bare.map((ms, nth) => ms / matches[nth]!)), 'arrival to offer p50 ms': median(toOffer), 'arrival to offer p99 ms': percentile(toOffer, 0.99),
  };
}

async function furnish(name: string, agents: number): Promise<{ accountId: number; change: Change; act: () => Act; queueId: number }> {
  const { account } = await setupAccount(bench.database, { accountName: name, email: `${name.toLowerCase()}@bench.test`, name, password: null, now: now() });
  const act = (): Act => systemAct(account.id, now(), 'bench');
  const change: Change = (work) => bench.database.withAccount(account.id, work);
  const queueId = await change(async (tx) => {
    const { id } = await createQueue(tx, act(), { kind: 'call', name: 'Busy', wrapUpSeconds: 0, offerSeconds: 3_600 });
    await furnishCrowd(tx, now(), agents, [id]);
    return id;
  });
  await bench.owner.query('ANALYZE');
  return { accountId: account.id, change, act, queueId };
}

async function finish(change: Change, act: () => Act, interactionId: number): Promise<void> {
  const { id } = await change((tx) => tx.one(sql<{ id: number }>`SELECT id FROM offers WHERE account_id = ${tx.accountId} AND interaction_id = ${interactionId} AND state = 'open'`));
  await answerOffer(change, act(), { offerId: id, answer: 'pick-up' });
  await tellLine(change, act(), { kind: 'call', interactionId, event: { event: 'connected' } });
  await tellLine(change, act(), { kind: 'call', interactionId, event: { event: 'hang-up' } });
}

function recorded(tx: Tx, statements: Sql[]): Tx {
  const keep = <Row>(statement: Sql<Row>): Sql<Row> => { statements.push(statement); return statement; };
  return {
    accountId: tx.accountId, connection: tx.connection, afterCommit: (callback) => tx.afterCommit(callback),
    rows: (statement) => tx.rows(keep(statement)), one: (statement) => tx.one(keep(statement)), maybe: (statement) => tx.maybe(keep(statement)), run: (statement) => tx.run(keep(statement)),
  };
}

/** Milliseconds of the same statements in one transaction that ends in a commit of its own. What they would make is there already, so unique keys may refuse the last ones: those are cut off. */
async function replay(owner: pg.Client, statements: readonly Sql[]): Promise<number> {
  const compiled = statements.map((statement) => compileSql(statement));
  const began = performance.now();
  await owner.query('BEGIN');
  await owner.query('SAVEPOINT bare');
  for (const { text, values } of compiled) {
    try {
      await owner.query({ text, values });
    } catch {
      await owner.query('ROLLBACK TO bare');
    }
  }
  await owner.query('ROLLBACK TO bare');
  await owner.query('INSERT INTO bench_ticks VALUES (now())');
  await owner.query('COMMIT');
  return performance.now() - began;
}

async function twoPools(): Promise<Record<string, Cell>> {
  say(`${arrivals} arrivals, two pools, 200 agents ...`);
  const { accountId, change, queueId } = await furnish('Two', 200);
  const second = openDatabase(bench.connection, { size: 16 });
  const began = performance.now();
  try {
    const { refused } = await driveArrivals([bench.database, second], { accountId, queueId, count: arrivals, hands: 6, seed: 3, onHandled: (handled) => { if (handled % 500 === 0) say(`${handled} handled`); } });
    const seconds = (performance.now() - began) / 1_000;
    const { finished } = await change((tx) => tx.one(sql<{ finished: number }>`SELECT count(*) AS finished FROM interactions WHERE account_id = ${tx.accountId} AND state = 'finished'`));
    const { offers, problems } = await bench.database.withAccount(accountId, (tx) => replayOffers(tx, queueId), { timeoutMs: 120_000 });
    return { arrivals, finished, lost: arrivals - finished, offers, rejected: refused, 'doubled or overtaken': problems.length, 'calls per second': Math.round(arrivals / seconds) };
  } finally {
    await second.close();
  }
}
