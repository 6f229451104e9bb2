import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { changeReplyGoals, getReplyGoals, setReplyGoals, type ReplyGoals } from './reply-goals.ts';
import { openSeededLog, type SeededLog } from './testing/open-seeded-log.ts';

let log: SeededLog;
let account: number;
before(async () => {
  log = await openSeededLog({ seed: 12, conversations: 1 });
  account = await log.database.withoutAccount(async (tx) => (await tx.one(sql<{ id: number }>`
    INSERT INTO accounts (slug, name, created_at) VALUES ('goals', 'Goals', now()) RETURNING id`)).id);
});
after(() => log.close());

const none = { goal: null, bands: [] };
const goals: ReplyGoals = { firstReply: { goal: 3_600, bands: [900, 1_800, 3_600] }, overall: none, close: { goal: 86_400, bands: [] } };
const act = (now: string): Act => systemAct(account, now, 'test');

test('without any setting there are no goals', async () => {
  assert.deepEqual(await log.database.withAccount(account, (tx) => getReplyGoals(tx)), { firstReply: none, overall: none, close: none });
});

test('the first goals judge the past, later ones only what ends from then on', async () => {
  const later = { ...goals, overall: { goal: 60, bands: [60] } };
  await log.database.withAccount(account, (tx) => setReplyGoals(tx, act('2024-05-01T00:00:00Z'), goals));
  await log.database.withAccount(account, (tx) => setReplyGoals(tx, act('2024-06-01T00:00:00Z'), later));
  const at = (instant: string) => log.database.withAccount(account, (tx) => getReplyGoals(tx, Date.parse(instant)));
  assert.deepEqual(await at('1999-01-01T00:00:00Z'), goals);
  assert.deepEqual(await at('2024-05-31T23:59:59Z'), goals);
  assert.deepEqual(await at('2024-06-01T00:00:00Z'), later);
  assert.deepEqual(await log.database.withAccount(account, (tx) => getReplyGoals(tx)), later);
});

test('a change is an event and an entry of the audit log', async () => {
  const { events, audits } = await log.database.withAccount(account, (tx) => tx.one(sql<{ events: number; audits: number }>`
    SELECT (SELECT count(*) FROM events WHERE account_id = ${account} AND type = 'settings.changed') AS events,
      (SELECT count(*) FROM audit_log WHERE account_id = ${account} AND action = 'settings.changed') AS audits`));
  assert.deepEqual({ events, audits }, { events: 2, audits: 2 });
});

test('goals that make no sense are refused and change nothing', async () => {
  const before = await log.database.withAccount(account, (tx) => getReplyGoals(tx));
  const wrong: readonly (readonly [number | null, readonly number[]])[] = [
    [0, []], [-1, []], [1.5, []], [NaN, []], [Infinity, []], [2_000_000_000, []], [60, [0]], [60, [10, 10]], [60, [20, 10]], [60, [1.5]], [60, Array.from({ length: 11 }, (_, at) => at + 1)],
  ];
  for (const [goal, bands] of wrong) {
    const set = log.database.withAccount(account, (tx) => setReplyGoals(tx, act('2024-07-01T00:00:00Z'), { ...goals, close: { goal, bands } }));
    await assert.rejects(set, { code: 'invalid' }, JSON.stringify([goal, bands]));
  }
  assert.deepEqual(await log.database.withAccount(account, (tx) => getReplyGoals(tx)), before);
});

test('who may not change settings may not set goals', async () => {
  const reader: Act = { ...act('2024-07-01T00:00:00Z'), actor: { kind: 'user', id: null, permissions: new Set(['settings.read']) } };
  await assert.rejects(log.database.withAccount(account, (tx) => setReplyGoals(tx, reader, goals)), { code: 'forbidden' });
});

test('two changes at once keep both', async () => {
  const before = { goal: 60, bands: [] };
  await log.database.withAccount(account, (tx) => setReplyGoals(tx, act('2024-08-01T00:00:00Z'), { firstReply: before, overall: before, close: before }));
  await Promise.all([
    log.database.withAccount(account, (tx) => changeReplyGoals(tx, act('2024-08-02T00:00:00Z'), (goals) => ({ ...goals, firstReply: { goal: 61, bands: [] } }))),
    log.database.withAccount(account, (tx) => changeReplyGoals(tx, act('2024-08-02T00:00:00Z'), (goals) => ({ ...goals, close: { goal: 62, bands: [] } }))),
  ]);
  const { firstReply, overall, close } = await log.database.withAccount(account, (tx) => getReplyGoals(tx));
  assert.deepEqual([firstReply.goal, overall.goal, close.goal], [61, 60, 62]);
});
