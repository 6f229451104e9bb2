import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { findGroupServiceLevels, findInteractionRecords, findPathServiceLevels, getInteractionTimeline } from '#core/desk/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { clientOptions, openDatabase, type Database, type Tx } from '#storage/index.ts';
import { planProblems } from '#storage/testing/plan-problems.ts';
import { seedInteractions } from '#storage/testing/seed-interactions.ts';
import { watchPlans, type PlanWatch } from '#storage/testing/watch-plans.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { applyToInteraction, createInteraction, listInteractions, loadInteraction, newPartIds, saveInteraction, type InteractionFilter, type InteractionPage } from '../index.ts';

const act = systemAct(1, '2026-11-01T12:00:00.000Z', 'test');
let clone: ClonedDatabase;
let database: Database;
let watch: PlanWatch;

before(async () => {
  clone = await cloneDatabase();
  const owner = new pg.Client(clientOptions(clone.connection, 'owner'));
  await owner.connect();
  await seedInteractions(owner, { calls: 2_000 });
  // Plans as for a million calls.
  await owner.query(`UPDATE pg_class SET reltuples = reltuples * 500 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0`);
  await owner.end();
  watch = watchPlans(clone.connection, { enable_seqscan: 'off', enable_hashjoin: 'off', enable_mergejoin: 'off' });
  database = openDatabase(clone.connection, { size: 2 });
});
after(async () => {
  watch.stop();
  await database.close();
  await clone.drop();
});

const inTx = (work: (tx: Tx) => Promise<unknown>) => () => database.withAccount(1, work);
const list = (filter: Omit<InteractionFilter, 'kind'>, page: Partial<InteractionPage> = {}) => inTx((tx) => findInteractionRecords(tx, act, { kind: 'call', ...filter }, { sort: 'ordinal', offset: 0, limit: 20, ...page }));
const soon = { from: '2026-10-31T22:00:00Z' };

const registry: Record<string, () => Promise<unknown>> = {
  'a page in the middle': list({}, { offset: 1_000 }), 'from the end': list({}, { descending: true }), 'an incremental pull': list({ updatedAt: soon }), 'a window': list({ updatedAt: { from: '2026-10-31T20:00:00Z', to: '2026-10-31T21:00:00Z' } }),
  'by ids': list({ ids: [5, 6] }), 'an agent\'s': list({ agentIds: [9005] }), 'a contact\'s': list({ contactIds: [9000005] }), 'by state': list({ states: ['failed'] }), 'by creation': list({ instants: { createdAt: soon } }),
  'by end': list({ instants: { endedAt: soon } }), 'sorted by creation': list({}, { sort: 'createdAt' }), 'sorted by update': list({}, { sort: 'updatedAt', descending: true }),
  'newest first': inTx((tx) => listInteractions(tx, act, {}, { limit: 20 })), 'newest of a conversation': inTx((tx) => listInteractions(tx, act, { conversationId: 9000005 }, { limit: 20 })),
  'newest of an agent': inTx((tx) => listInteractions(tx, act, { agentId: 9005, kind: 'call' }, { limit: 20, beforeId: 1_500 })),
  'one with its timeline': inTx((tx) => getInteractionTimeline(tx, act, 5)), 'service levels': inTx(async (tx) => { await findPathServiceLevels(tx, act, { kind: 'call', minutes: 60 }); await findGroupServiceLevels(tx, act, { kind: 'call', minutes: 60 }); }),
  'beginning and changing': inTx(async (tx) => {
    const { id } = await createInteraction(tx, act, { kind: 'call', direction: 'in', entry: 'ivr', lang: 'en', contactId: 9000007 });
    const before = (await loadInteraction(tx, id, { lock: true }))!;
    await saveInteraction(tx, act, before, applyToInteraction(before, { type: 'verify', verified: true }, Date.parse(act.now), await newPartIds(tx)));
  }),
};

/** The setup of queues and menus: hundreds of rows, read whole. */
const setup = /^(queues|menus|menu_paths|menu_languages|queue_groups): /;

test('every list, filter and command of calls and chats asks indexes for more than the account', async () => {
  for (const [name, work] of Object.entries(registry)) {
    const plans = await watch.plansOf(work);
    assert.ok(plans.length > 0, `${name}: no plan was seen`);
    assert.deepEqual([...new Set(plans.flatMap(planProblems))].filter((problem) => !setup.test(problem)), [], name);
  }
});
