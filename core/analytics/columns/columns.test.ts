import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openDatabase, sql, type Database, type Tx } from '#storage/index.ts';
import { countBySql } from '../figures/count-by-sql.ts';
import { figureOrder } from '../figures/figure-order.ts';
import { findFigures } from '../figures/find-figures.ts';
import type { CountedFigures } from '../figures/count-in-facts.ts';
import type { LogFilter } from '../log/index.ts';
import { prepareLog } from '../log/log-context.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { recomputeFacts } from '../projection/write-facts.ts';
import { AccountColumns } from './account-columns.ts';
import { ColumnsPool, type PoolLimits, type PoolNews } from './columns-pool.ts';
import { markChanged, sweepFactChanges } from './mark-changed.ts';
import { openFigureColumns } from './open-figure-columns.ts';
import { shareSnapshot } from './share-snapshot.ts';
import { countInColumns, useFigureColumns } from './use-figure-columns.ts';

let log: SeededLog;
let other: Database;
before(async () => {
  log = await openSeededLog({ seed: 11 });
  other = openDatabase(log.database.connection, { size: 3 });
});
after(async () => {
  await other.close();
  await log.close();
});

const filter: LogFilter = { zone: 'UTC', nowMs: 0, messageTypes: ['inbound', 'outbound', 'internal'] };
const order = figureOrder({});
const large = { bytesMax: 2 ** 30, idleMs: 60_000, restMs: 0 };
const question = async (tx: Tx) => ({ context: await prepareLog(tx, filter, { withGoals: true }), split: undefined, order });
const inAccount = <T>(work: (tx: Tx) => Promise<T>, accountId = log.account) => log.database.withAccount(accountId, work);
const asked = (accountId = log.account) => inAccount(async (tx) => ({ kind: 'figures' as const, of: await question(tx) }), accountId);
const bySql = (accountId = log.account) => inAccount(async (tx) => countBySql(tx, (await question(tx)).context, undefined, order), accountId);
const total = (counted: CountedFigures | null) => counted?.rows[0]?.[1].counts.get('messages.total');

async function poolWith(limits: PoolLimits = large): Promise<{ pool: ColumnsPool; news: PoolNews[] }> {
  const news: PoolNews[] = [];
  return { pool: new ColumnsPool(other, limits, (each) => news.push(each)), news };
}

async function deleteFacts(tx: Tx, id: number): Promise<void> {
  await tx.run(sql`DELETE FROM message_facts WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`);
  await tx.run(sql`DELETE FROM conversation_facts WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`);
  await markChanged(tx, [id]);
}

test('the first question is the database\'s to answer, the next ones the columns\', each by the rows of its own account', async () => {
  const { pool, news } = await poolWith();
  assert.equal(await pool.count(log.account, await asked()), null);
  assert.ok(await pool.loaded(log.account) && await pool.loaded(log.stranger));
  assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
  assert.deepEqual(await pool.count(log.stranger, await asked(log.stranger)), await bySql(log.stranger));
  assert.notDeepEqual(await bySql(), await bySql(log.stranger));
  assert.deepEqual(news.map(({ kind, accountId }) => [kind, accountId]), [['loaded', log.account], ['loaded', log.stranger]]);
});

test('what a transaction changes that began before a question and ends after it is seen by the next question, in every server', async () => {
  const [{ pool }, { pool: second }] = [await poolWith(), await poolWith()];
  await pool.loaded(log.account);
  await second.loaded(log.account);
  const before = total(await pool.count(log.account, await asked()))!;
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const { promise: isMade, resolve: made } = Promise.withResolvers<void>();
  const writing = inAccount(async (tx) => {
    await deleteFacts(tx, 7);
    made();
    await mayEnd;
  });
  await isMade;
  // Later ones that are over already must not let the mark pass the open one.
  await inAccount((tx) => recomputeFacts(tx, [8]));
  const during = total(await pool.count(log.account, await asked()));
  assert.equal(during, total(await bySql()));
  await inAccount((tx) => recomputeFacts(tx, [9]));
  end();
  await writing;
  const left = total(await pool.count(log.account, await asked()))!;
  assert.ok(left < before);
  assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
  assert.deepEqual(await second.count(log.account, await asked()), await bySql());
});

test('facts that are deleted leave the memory with the next question, whole', async () => {
  const columns = await log.database.withAccount(log.account, (tx) => AccountColumns.load(tx), { isolation: 'repeatable read' });
  const [{ messages, conversations }] = columns.segments as [AccountColumns['segments'][number]];
  const ordinal = conversations.id.indexOf(12);
  const own = [...messages.conversation.keys()].filter((at) => messages.conversation[at] === ordinal);
  assert.ok(own.some((at) => messages.sender[at] !== 0 && messages.id[at] !== 0 && messages.party[messages.partyStart[at]!] !== 0));
  await inAccount((tx) => deleteFacts(tx, 12));
  await log.database.withAccount(log.account, async (tx) => assert.equal(await columns.refresh(tx), 'fresh'), { isolation: 'repeatable read' });
  for (const at of own) {
    assert.deepEqual([messages.id[at], messages.sender[at], messages.agent[at], messages.channel[at], messages.traits[at]], [0, 0, 0, 0, 0]);
    assert.ok(messages.business[at] === messages.raw[at] && messages.raw[at]! < 0, 'no span');
    assert.ok(messages.party.subarray(messages.partyStart[at], messages.partyStart[at + 1]).every((code) => code === 0));
  }
  assert.deepEqual([conversations.isAlive[ordinal], conversations.startedAt[ordinal], conversations.initialRaw[ordinal]! < 0, conversations.firstReplySender[ordinal]], [0, Number.NaN, true, 0]);
});

test('who has not been asked for leaves after the time that is set', async () => {
  const { pool, news } = await poolWith({ ...large, idleMs: 30 });
  await pool.loaded(log.account);
  assert.ok(pool.bytes > 0);
  pool.sweep();
  await new Promise((resolve) => setTimeout(resolve, 40));
  pool.sweep();
  assert.equal(pool.bytes, 0);
  assert.deepEqual(news.at(-1), { kind: 'left', accountId: log.account, because: 'idle' });
});

test('the limit of bytes holds: the account that waited longest for a question makes room, and one that does not fit at all is the database\'s', async () => {
  const { pool: measured } = await poolWith();
  await measured.loaded(log.stranger);
  const { pool, news } = await poolWith({ ...large, bytesMax: measured.bytes * 1.2 });
  await pool.loaded(log.account);
  assert.ok(await pool.loaded(log.stranger));
  assert.ok(pool.bytes > 0 && pool.bytes <= measured.bytes * 1.2);
  assert.deepEqual(news.map(({ kind, accountId }) => [kind, accountId]), [['loaded', log.account], ['left', log.account], ['loaded', log.stranger]]);
  const { pool: small, news: refusals } = await poolWith({ ...large, bytesMax: 5_000 });
  assert.equal(await small.loaded(log.account), false);
  assert.equal(await small.count(log.account, await asked()), null);
  assert.deepEqual([small.bytes, refusals.map(({ kind }) => kind)], [0, ['too-large']]);
});

test('two accounts that do not fit together are not loaded in turns: who is asked for stays', async () => {
  const { pool: measured } = await poolWith();
  await measured.loaded(log.stranger);
  const { pool, news } = await poolWith({ ...large, bytesMax: measured.bytes * 1.2, restMs: 3_600_000 });
  await pool.loaded(log.account);
  for (let times = 0; times < 3; times += 1) assert.equal(await pool.loaded(log.stranger), false);
  assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
  assert.deepEqual(news.map(({ kind, accountId }) => [kind, accountId]), [['loaded', log.account], ['no-room', log.stranger]]);
});

test('a question that nobody waits for any more is not counted, and its snapshot that is over empties nothing', async () => {
  const { pool, news } = await poolWith();
  await pool.loaded(log.account);
  assert.equal(await pool.count(log.account, await asked(), { untilMs: Date.now() - 1 }), null);
  const over = await log.database.withAccount(log.account, shareSnapshot, { isolation: 'repeatable read' });
  assert.equal(await pool.count(log.account, await asked(), { asOf: over }), null);
  assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
  assert.deepEqual(news.map(({ kind }) => kind), ['loaded']);
});

test('many changes at once are read as well as few, and more than can be kept beside the columns loads them anew', async () => {
  const { pool, news } = await poolWith();
  await pool.loaded(log.account);
  await inAccount((tx) => markChanged(tx, Array.from({ length: 400 }, (_, at) => at + 1)));
  assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
  await inAccount((tx) => deleteFacts(tx, 15));
  assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
  await inAccount((tx) => markChanged(tx, Array.from({ length: 20_000 }, (_, at) => at + 1)));
  assert.equal(await pool.count(log.account, await asked()), null);
  assert.deepEqual(news.map(({ kind }) => kind), ['loaded', 'left']);
  await pool.loaded(log.account);
  assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
});

test('a transaction of somebody else that stays open does not have all since then read again', async () => {
  const stranger = openDatabase(log.database.connection, { size: 1 });
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const { promise: isOpen, resolve: opened } = Promise.withResolvers<void>();
  const open = stranger.withAccount(log.stranger, async (tx) => { await markChanged(tx, [1]); opened(); await mayEnd; }, { timeoutMs: 60_000 });
  await isOpen;
  try {
    await inAccount((tx) => markChanged(tx, Array.from({ length: 20_000 }, (_, at) => at + 1)));
    const { pool, news } = await poolWith();
    await pool.loaded(log.account);
    for (const id of [16, 17]) {
      assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
      await inAccount((tx) => deleteFacts(tx, id));
      assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
    }
    assert.deepEqual(news.map(({ kind }) => kind), ['loaded']);
  } finally {
    end();
    await open;
    await stranger.close();
  }
});

test('rows of another cluster, whose numbers are ahead, are not read with every question', async () => {
  await inAccount((tx) => tx.run(sql`INSERT INTO fact_changes (account_id, changed, conversation_ids) SELECT ${tx.accountId}, '900000000000'::xid8, array_agg(x) FROM generate_series(1, 20000) x`));
  const { pool, news } = await poolWith();
  await pool.loaded(log.account);
  assert.deepEqual(await pool.count(log.account, await asked()), await bySql());
  assert.deepEqual(news.map(({ kind }) => kind), ['loaded']);
});

test('the thread starts at the first question; when it dies the database answers, and the next question starts it anew', async () => {
  const ends: (Error | null)[] = [];
  const columns = openFigureColumns(log.database.connection, { factsMin: 0, patienceMs: 60_000, onEnd: (error) => ends.push(error) });
  const endUse = useFigureColumns(log.database.connection, columns);
  try {
    assert.equal(columns.threadId, null);
    const expected = await inAccount((tx) => findFigures(tx, { filter }));
    assert.notEqual(columns.threadId, null);
    assert.ok(await columns.loaded(log.account));
    const inThread = await inAccount(async (tx) => countInColumns(tx, 'figures', await question(tx)));
    assert.deepEqual(inThread, await bySql());
    assert.deepEqual(await inAccount((tx) => findFigures(tx, { filter })), { ...expected, completeUntil: (await inAccount((tx) => findFigures(tx, { filter }))).completeUntil });
    const pending = columns.loaded(log.stranger);
    await columns.endThread();
    assert.equal(await pending, false);
    assert.equal(columns.threadId, null);
    assert.equal((await inAccount((tx) => findFigures(tx, { filter }))).rows[0]!.messages.total, total(await bySql()));
    assert.ok(await columns.loaded(log.account), 'a new thread');
    assert.equal(ends.length, 1);
  } finally {
    endUse();
    await columns.close();
  }
  assert.equal(await inAccount(async (tx) => countInColumns(tx, 'figures', await question(tx))), null);
});

test('a transaction that has written is answered from what it sees itself, one that reads as of a moment as of that one', async () => {
  const answered: [number, boolean][] = [];
  const endUse = useFigureColumns(log.database.connection, { covers: async () => true, count: async (accountId, _, asOf) => { answered.push([accountId, asOf !== null]); return null; } });
  try {
    await inAccount(async (tx) => countInColumns(tx, 'figures', await question(tx)));
    await log.database.withAccount(log.account, async (tx) => countInColumns(tx, 'figures', await question(tx)), { isolation: 'repeatable read' });
    await inAccount(async (tx) => { await markChanged(tx, [1]); await countInColumns(tx, 'figures', await question(tx)); });
    assert.deepEqual(answered, [[log.account, false], [log.account, true]], 'not the last one');
  } finally {
    endUse();
  }
});

test('a transaction that reads as of one moment, as every report does, is counted in the columns as of it; where they know of more already, by the database', async () => {
  const columns = openFigureColumns(log.database.connection, { factsMin: 0, patienceMs: 60_000 });
  const endUse = useFigureColumns(log.database.connection, columns);
  const reading = <T>(work: (tx: Tx) => Promise<T>) => log.database.withAccount(log.account, work, { isolation: 'repeatable read', readOnly: true });
  const inColumns = async (tx: Tx) => countInColumns(tx, 'figures', await question(tx));
  try {
    assert.ok(await columns.loaded(log.account));
    await reading(async (tx) => {
      const own = await countBySql(tx, (await question(tx)).context, undefined, order);
      assert.deepEqual(await inColumns(tx), own);
      await other.withAccount(log.account, (later) => deleteFacts(later, 20));
      assert.deepEqual(await inColumns(tx), own, 'what was deleted since is not its own');
      assert.ok(total(await other.withAccount(log.account, inColumns))! < total(own)!);
      assert.equal(await inColumns(tx), null);
      assert.deepEqual((await findFigures(tx, { filter })).rows[0]!.messages.total, total(own));
    });
    assert.deepEqual(await reading(inColumns), await bySql());
  } finally {
    endUse();
    await columns.close();
  }
});

test('small accounts are not worth a thread', async () => {
  const columns = openFigureColumns(log.database.connection, { factsMin: 100_000 });
  const endUse = useFigureColumns(log.database.connection, columns);
  assert.equal(await inAccount(async (tx) => countInColumns(tx, 'figures', await question(tx))), null);
  assert.equal(columns.threadId, null);
  endUse();
  await columns.close();
});

test('changes are forgotten after their day', async () => {
  await inAccount((tx) => markChanged(tx, [1]));
  assert.equal(await inAccount((tx) => sweepFactChanges(tx, new Date(Date.now() - 86_400_000).toISOString())), 0);
  assert.ok(await inAccount((tx) => sweepFactChanges(tx, new Date(Date.now() + 1_000).toISOString())) > 0);
});
