import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql, type Tx } from '#storage/index.ts';
import { countBySql } from '../figures/count-by-sql.ts';
import { figureOrder } from '../figures/figure-order.ts';
import { figureMetrics, figureSplits, type FigureSortBy, type FigureSplit } from '../figures/figures.ts';
import type { DealFilter, LogFilter, ReplyGoals } from '../log/index.ts';
import { prepareLog } from '../log/log-context.ts';
import { insertRows } from '../log/testing/insert-rows.ts';
import { openSeededLog, type SeededLog } from '../log/testing/open-seeded-log.ts';
import { parties, randomFilter } from '../log/testing/random-filter.ts';
import { seededRandom } from '../log/testing/random.ts';
import { countSpreadBySql } from '../spread/find-spread.ts';
import { recomputeFacts } from '../projection/write-facts.ts';
import { AccountColumns } from './account-columns.ts';
import { countFigures } from './count-figures.ts';
import { countSpread } from './count-spread.ts';
import { FigureDefinitions } from './figure-slots.ts';
import { markChanged } from './mark-changed.ts';

const seed = Number(process.env['PATCHBAY_TEST_SEED'] ?? 47);
const random = seededRandom(seed);
let log: SeededLog;
let columns: AccountColumns;
const definitions = new FigureDefinitions();
/** Of the rows: edges and goals that are equal to one show on which side it is. */
let spans: number[];

const snapshot = <T>(work: (tx: Tx) => Promise<T>) => log.database.withAccount(log.account, work, { timeoutMs: 60_000, isolation: 'repeatable read', readOnly: true });
const change = <T>(work: (tx: Tx) => Promise<T>) => log.database.withAccount(log.account, work, { timeoutMs: 60_000 });

before(async () => {
  log = await openSeededLog({ seed: seed % 1_000, conversations: 160 });
  await change(seedDeals);
  await change(plantEdges);
  spans = (await change((tx) => tx.rows(sql<{ span: number }>`SELECT DISTINCT span_business AS span FROM message_facts WHERE account_id = ${tx.accountId} AND span_business > 0
    UNION SELECT initial_reply_business FROM conversation_facts WHERE account_id = ${tx.accountId} AND initial_reply_business > 0 UNION SELECT close_mail_business FROM conversation_facts WHERE account_id = ${tx.accountId} AND close_mail_business > 0`))).map(({ span }) => span);
  columns = await snapshot((tx) => AccountColumns.load(tx));
});
after(() => log.close());

/** Whole conversations begin with a day of a zone, or a moment before it. */
async function plantEdges(tx: Tx): Promise<void> {
  let id = 100;
  for (const zone of ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Auckland']) {
    for (const before of ['0 seconds', '1 millisecond', '1 second']) {
      const day = Temporal.PlainDate.from(days(random.below(80))).toZonedDateTime(zone).toInstant().toString();
      const by = sql`(${day}::timestamptz - ${before}::interval - (SELECT min(f.at) FROM message_facts f WHERE f.account_id = ${tx.accountId} AND f.conversation_id = ${id}))`;
      await tx.run(sql`UPDATE conversation_facts SET started_at = started_at + x.by, last_at = last_at + x.by, first_reply_at = first_reply_at + x.by, closed_at = closed_at + x.by FROM (SELECT ${by} AS by) x WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`);
      await tx.run(sql`UPDATE message_facts SET at = at + x.by FROM (SELECT ${by} AS by) x WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`);
      id += 1;
    }
  }
}

/** Two deals with somebody of the outside each, one of them of an agent. */
async function seedDeals(tx: Tx): Promise<void> {
  const at = '2024-01-01T00:00:00Z';
  await insertRows(tx, 'crm_connections', [{ id: 1, kind: 'hubspot', created_at: at, updated_at: at }].map((row) => ({ ...row, name: 'CRM', settings: {}, email_property: 'email', state: 'connected', problem_values: {}, step_version: 0, round: 0, counts: {} })));
  await insertRows(tx, 'crm_contacts', ['c1', 'c2'].map((external_id) => ({ connection_id: 1, external_id, round: 1 })));
  await insertRows(tx, 'crm_contact_addresses', [['c1', 'bo@acme.example'], ['c1', 'ada@desk.example'], ['c2', 'kit@kite.example']].map(([external_id, address]) => ({ connection_id: 1, external_id, address })));
  await insertRows(tx, 'crm_owners', [{ connection_id: 1, external_id: 'o1', address: 'ada@desk.example', name: 'Ada' }]);
  await insertRows(tx, 'deal_stages', [{ id: 1, connection_id: 1, external_id: 's1', pipeline: 'p', label: 'Won', position: 1, outcome: 'won' }]);
  await insertRows(tx, 'deals', [[1, 'Roof', 1, 'o1', 500], [2, 'Caf\u00e9', null, null, null]].map(([id, name, stage_id, owner_id, value]) => ({ id, connection_id: 1, external_id: `d${id}`, name, stage_id, owner_id, value, round: 1, created_at: at, updated_at: at })));
  await insertRows(tx, 'deal_contacts', [1, 2].map((deal_id) => ({ deal_id, connection_id: 1, external_id: `c${deal_id}` })));
}
const deals: readonly DealFilter[] = [{ name: 'cafe' }, { stageIds: [1] }, { ownerIds: [1] }, { valueFrom: 100 }, { valueTo: 400 }];

const days = (from: number) => Temporal.PlainDate.from('2024-02-20').add({ days: from }).toString();
const groupMailboxes = [
  { kind: 'agents', agentIds: [1, 2], addressIds: [1, 2, 6], channelIds: [1], through: [6] }, { kind: 'agents', agentIds: [1], addressIds: [1, 7], channelIds: [2, 3], through: [6, 7] },
  { kind: 'agents', agentIds: [2], addressIds: [3, 4], through: [3] }, { kind: 'agents', agentIds: [3], addressIds: [], channelIds: [1], through: [] },
] as const;

const edges = (most: number): number[] => [...new Set(Array.from({ length: random.below(most + 1) }, () => random.pick(spans)))].sort((a, b) => a - b);

function question(): { filter: LogFilter; split: FigureSplit | undefined; by: FigureSortBy; direction: 'asc' | 'desc'; limit: number; goals: ReplyGoals | undefined } {
  let filter = randomFilter(random, 3);
  if (random.chance(0.3)) {
    const from = random.below(80);
    filter = { ...filter, fromDay: days(from), toDay: days(from + random.below(31)) };
  }
  if (random.chance(0.25)) filter = { ...filter, party: random.pick(groupMailboxes), ...(random.chance(0.3) && { communicatingWith: random.pick(parties), exclusive: random.chance(0.5) }), partyNotInCc: random.chance(0.3) };
  if (random.chance(0.1)) filter = { ...filter, deal: random.pick(deals) };
  const goal = () => ({ goal: random.chance(0.2) ? null : random.pick(spans), bands: edges(4) });
  return {
    filter, split: random.pick([undefined, ...figureSplits]), direction: random.pick(['asc', 'desc']), limit: random.pick([1, 3, 10, 1_000]),
    by: random.pick<FigureSortBy>(['key', 'conversations', 'messages', 'received', 'sent', ...figureMetrics.flatMap((metric) => (['count', 'mean', 'median', 'p90'] as const).map((leaf) => `${metric}.${leaf}` as const))]),
    goals: random.chance(0.4) ? { firstReply: goal(), overall: goal(), close: goal() } : undefined,
  };
}

/** How many of the questions had an answer with rows. */
async function compare(times: number): Promise<number> {
  let filled = 0;
  for (let round = 0; round < times; round += 1) {
    const asked = question();
    await snapshot(async (tx) => {
      const context = await prepareLog(tx, asked.filter, { withGoals: true, goals: asked.goals });
      const order = figureOrder({ ...(asked.split && { split: asked.split }), limit: asked.limit, sort: { by: asked.by, direction: asked.direction } });
      const bySql = await countBySql(tx, context, asked.split, order);
      const counted = await countFigures(tx, columns, definitions, { context, split: asked.split, order }, { namedMax: random.pick([20, 20_000]) });
      const [metric, spreadEdges] = [random.pick(figureMetrics), edges(5)];
      const spread = await countSpread(tx, columns, definitions, { context, metric, edges: spreadEdges });
      assert.deepEqual(spread, await countSpreadBySql(tx, context, metric, spreadEdges), `PATCHBAY_TEST_SEED=${seed}, spread of ${metric} ${spreadEdges.join()}, question ${round}: ${JSON.stringify(asked)}`);
      assert.deepEqual(counted, bySql, `PATCHBAY_TEST_SEED=${seed}, question ${round}: ${JSON.stringify(asked)}`);
      filled += bySql.rows.length > 0 ? 1 : 0;
    });
  }
  return filled;
}

test('for random filters, splits, orders, goals and spreads the columns say what the database says', async (context) => {
  context.diagnostic(`seed ${seed}`);
  assert.ok(await compare(110) > 35, 'a third of the questions has an answer with rows');
});

/** One of the things that happen to facts; conversations of small numbers, so that many happen to the same. */
const changes: readonly ((tx: Tx) => Promise<void>)[] = [
  async (tx) => {
    const id = random.below(60) + 1;
    await tx.run(sql`UPDATE messages SET deleted_at = now() WHERE account_id = ${tx.accountId} AND id = (SELECT max(id) FROM messages WHERE account_id = ${tx.accountId} AND conversation_id = ${id} AND deleted_at IS NULL)`);
    await recomputeFacts(tx, [id]);
  },
  async (tx) => {
    // A mail moves to another conversation, and the one that it left is not named.
    const [from, into] = [random.below(60) + 1, random.below(60) + 61];
    await tx.run(sql`UPDATE messages SET conversation_id = ${into} WHERE account_id = ${tx.accountId} AND id = (SELECT max(id) FROM messages WHERE account_id = ${tx.accountId} AND conversation_id = ${from})`);
    await recomputeFacts(tx, [into]);
  },
  async (tx) => {
    // A merge: the mails of one stand in another, and the one has no facts any more.
    const [from, into] = [random.below(60) + 1, random.below(60) + 61];
    await tx.run(sql`UPDATE messages SET conversation_id = ${into} WHERE account_id = ${tx.accountId} AND conversation_id = ${from}`);
    await recomputeFacts(tx, [into, from]);
  },
  async (tx) => {
    const id = random.below(100) + 1;
    await tx.run(sql`UPDATE conversations SET closed_at = '2024-05-01T00:00:00Z' WHERE account_id = ${tx.accountId} AND id = ${id}`);
    await recomputeFacts(tx, [id, id + 1, id + 2]);
  },
  async (tx) => {
    const id = random.below(100) + 1;
    await tx.run(sql`UPDATE message_facts SET span_business = ${random.below(50_000)}, span_raw = 7, at = at + interval '3 days' WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`);
    await tx.run(sql`UPDATE conversation_facts SET status = 'closed', first_reply_at = first_reply_at - interval '1 day', started_at = started_at + interval '3 days', last_at = last_at + interval '3 days' WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`);
    await markChanged(tx, [id]);
  },
  async (tx) => {
    const id = random.below(100) + 1;
    await tx.run(sql`DELETE FROM message_facts WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`);
    await tx.run(sql`DELETE FROM conversation_facts WHERE account_id = ${tx.accountId} AND conversation_id = ${id}`);
    await markChanged(tx, [id]);
  },
  // What is asked when it is needed, not kept.
  async (tx) => {
    await tx.run(sql`UPDATE conversations SET contact_id = ${random.below(5) + 10}, counterpart_id = ${random.below(5) + 10} WHERE account_id = ${tx.accountId} AND id = ${random.below(100) + 1}`);
    await tx.run(sql`INSERT INTO conversation_labels (account_id, conversation_id, label_id) VALUES (${tx.accountId}, ${random.below(100) + 1}, 2) ON CONFLICT DO NOTHING`);
    await tx.run(sql`DELETE FROM message_labels WHERE account_id = ${tx.accountId} AND message_id = ${random.below(300) + 1}`);
  },
];

test('so they do after every change of facts, of labels and of contacts', async (context) => {
  context.diagnostic(`seed ${seed}`);
  let filled = 0;
  for (let round = 0; round < 16; round += 1) {
    for (let left = random.below(4); left >= 0; left -= 1) await change(random.pick(changes));
    await snapshot(async (tx) => assert.equal(await columns.refresh(tx), 'fresh'));
    filled += await compare(4);
  }
  assert.ok(filled > 20, 'a third of the questions has an answer with rows');
});
