import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { StoredEvent } from '#core/events/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { activityBlocksConsumer, blockLines, rangeOf, sealActivityBlocks } from './activity-blocks.ts';
import { findActivityPage, type ActivityFilter, type ActivityPage } from './find-activities.ts';

let desk: Desk;
let agentId = 0;
before(async () => {
  desk = await openDesk();
  agentId = (await within((tx) => createAgent(tx, desk.act, { name: 'Bo' }))).id;
});
after(() => desk.close());

const within = <T>(work: (tx: Tx) => Promise<T>, database = desk.database): Promise<T> => database.withAccount(desk.accountId, work);
/** A line a second; every third a login, every third an offer of a call, the others of a chat in a round. */
const write = (tx: Tx, lines: number) => tx.run(sql`
  INSERT INTO agent_activities (account_id, agent_id, activity, mode, status_id, started_at, kind)
  SELECT ${tx.accountId}::bigint, ${agentId}::bigint, CASE n % 3 WHEN 0 THEN 'login' ELSE 'offered' END, CASE n % 3 WHEN 1 THEN 'deltacast' WHEN 2 THEN 'multicast' END, 0, ${desk.act.now}::timestamptz + n * interval '1 second',
    CASE n % 3 WHEN 1 THEN 'call' WHEN 2 THEN 'chat' END FROM generate_series(1, ${lines}::integer) n`);
const page = (filter: ActivityFilter, more: Partial<ActivityPage>) => within((tx) => findActivityPage(tx, desk.act, filter, { sort: 'id', direction: 'asc', limit: 100, offset: 0, ...more }));
const blocks = () => within((tx) => tx.rows(sql<{ firstId: number; lastId: number; lines: number }>`
  SELECT first_id AS "firstId", last_id AS "lastId", (SELECT sum(value::bigint) FROM jsonb_each_text(counts))::bigint AS lines FROM agent_activity_blocks WHERE account_id = ${desk.accountId} ORDER BY first_id`));
/** As if so long had passed since the last look. */
const settle = () => within((tx) => tx.run(sql`UPDATE agent_activity_heads SET seen_at = seen_at - interval '1 hour' WHERE account_id = ${desk.accountId}`));
const seal = () => within((tx) => sealActivityBlocks(tx));

test('what may still come in between is in no block: an id that was taken and is committed late is counted', async () => {
  const [wrote, mayCommit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slow = within(async (tx) => { await write(tx, 10); wrote.resolve(); await mayCommit.promise; }, desk.secondPool());
  await wrote.promise;
  await within((tx) => write(tx, 2 * blockLines + 500));
  assert.deepEqual([await seal(), await seal(), await blocks()], [0, 0, []], 'seen, and not settled yet');
  mayCommit.resolve();
  await slow;
  await settle();
  assert.equal(await seal(), 2);
  const made = await blocks();
  const { firstId } = await within((tx) => tx.one(sql<{ firstId: number }>`SELECT min(id) AS "firstId" FROM agent_activities WHERE account_id = ${desk.accountId}`));
  assert.deepEqual([made.map(({ lines }) => lines), made[0]!.firstId], [[blockLines, blockLines], firstId]);
  assert.ok(made[1]!.firstId > made[0]!.lastId);
});

test('a page at any depth, in both directions and of any sorts of lines, holds what counting and cutting the whole log gives', async () => {
  await settle();
  await within((tx) => activityBlocksConsumer.apply(tx, [{ type: 'presence.changed' } as StoredEvent]));
  assert.equal((await blocks()).length, 2);
  const all = await within((tx) => tx.rows(sql<{ id: number; activity: string; kind: string | null }>`SELECT id, activity, kind FROM agent_activities WHERE account_id = ${desk.accountId} ORDER BY id`));
  const filters: readonly { readonly filter: ActivityFilter; readonly fits: (line: { activity: string; kind: string | null }) => boolean }[] = [
    { filter: {}, fits: () => true }, { filter: { sorts: [{ activity: 'login' }, { activity: 'offered', kind: 'call', modes: ['deltacast', 'direct'] }] }, fits: ({ activity, kind }) => activity === 'login' || kind === 'call' },
    { filter: { sorts: [{ activity: 'offered', kind: 'chat', modes: ['deltacast'] }] }, fits: () => false }, { filter: { sorts: [{ activity: 'offered' }], startedFrom: '2000-01-01T00:00:00Z', startedTo: '2999-01-01T00:00:00Z' }, fits: ({ activity }) => activity === 'offered' },
  ];
  for (const { filter, fits } of filters) {
    const ids = all.filter(fits).map(({ id }) => id);
    for (const direction of ['asc', 'desc'] as const) {
      const ordered = direction === 'asc' ? ids : ids.toReversed();
      for (const offset of [0, 77, 2_600, blockLines - 50, blockLines, 2 * blockLines - 3, ids.length - 40, ids.length, 1_000_000]) {
        const { total, rows } = await page(filter, { direction, offset: Math.max(0, offset) });
        assert.deepEqual([total, rows.map(({ id }) => id)], [ids.length, ordered.slice(Math.max(0, offset), Math.max(0, offset) + 100)], `${JSON.stringify(filter)} ${direction} ${offset}`);
      }
    }
  }
  const narrow = await page({ startedFrom: new Date(Date.parse(desk.act.now) + 8_000_000).toISOString() }, {});
  assert.deepEqual([narrow.total, narrow.rows.length], [501, 100]);
});

test('of the sums of blocks the range of a page follows', () => {
  const three = [{ firstId: 1, lastId: 9, lines: 4 }, { firstId: 10, lastId: 19, lines: 0 }, { firstId: 20, lastId: 29, lines: 4 }];
  assert.deepEqual(rangeOf(three, 0, 4), { fromId: 1, toId: 9, skip: 0 });
  assert.deepEqual(rangeOf(three, 3, 2), { fromId: 1, toId: 29, skip: 3 });
  assert.deepEqual(rangeOf(three, 4, 2), { fromId: 20, toId: 29, skip: 0 });
  assert.deepEqual(rangeOf(three, 6, 9), { fromId: 20, toId: null, skip: 2 });
  assert.deepEqual(rangeOf(three, 9, 9), { fromId: 30, toId: null, skip: 1 });
  assert.deepEqual(rangeOf([], 9, 9), { fromId: 1, toId: null, skip: 9 });
});
