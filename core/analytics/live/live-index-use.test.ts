import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { explain, recordStatements } from '#core/analytics/log/testing/record-statements.ts';
import { findAgentDay } from '#core/analytics/agent-day/index.ts';
import { clientOptions, sql, type Tx } from '#storage/index.ts';
import { findAgentBoard, findWallboard, findWallboardRows, wallboardFigures } from './index.ts';
import { openFloor, type Floor } from './testing/open-floor.ts';
import { putInteractions } from './testing/put-interactions.ts';
import { randomDay } from './testing/random-day.ts';

/** Tables that grow with the work. The others hold settings, or a row for each agent or waiting customer: whatever way they are read is right. */
const growing = new Set(['interactions', 'interaction_parties', 'interaction_spans', 'agent_activities', 'offers', 'conversations']);
/** Partial indexes of what is open now: as large as the floor, however long the history. */
const ofNow = new Set(['agent_activities_open_status', 'interaction_spans_open_by_agent', 'offers_open', 'offers_open_by_agent', 'offers_exclusive']);
let floor: Floor;

before(async () => {
  floor = await openFloor();
  const { queues, agentIds, conversationId, nowMs } = floor;
  await floor.read((tx) => putInteractions(tx, randomDay({ seed: 7, queues, agentIds, conversationId, count: 300, fromMs: nowMs - 30 * 86_400_000, nowMs })));
  const owner = new pg.Client(clientOptions(floor.database.connection, 'owner'));
  await owner.connect();
  await owner.query('ANALYZE');
  // Plans as for a year of a busy floor: the planner is told that there are a thousand times as many rows.
  await owner.query(`UPDATE pg_class SET reltuples = reltuples * 1000 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND reltuples > 0 AND relname ~ '^(interaction|agent_activities|offers|conversations)'`);
  await owner.end();
});
after(() => floor.close());

const reads: Readonly<Record<string, (tx: Tx) => Promise<unknown>>> = {
  'the wallboard': (tx) => findWallboard(tx, floor.floorAct, { zone: floor.zone }),
  ...Object.fromEntries(wallboardFigures.map((figure) => [`what is behind ${figure}`, (tx: Tx) => findWallboardRows(tx, floor.floorAct, { figure, queueId: 11, zone: floor.zone })])),
  'the board of agents': (tx) => findAgentBoard(tx, floor.floorAct),
  'an agent\'s day': (tx) => findAgentDay(tx, floor.floorAct, { agentId: floor.agentIds[0]!, zone: floor.zone }),
};

for (const [name, work] of Object.entries(reads)) {
  test(`row security leaves the index its use for ${name}`, async () => {
    const wide = await floor.read(async (tx) => {
      const recorder = recordStatements(tx);
      await work(recorder.tx);
      assert.ok(recorder.statements.length > 0);
      // So few rows are read whole sooner: without those ways it shows which conditions an index may use.
      await tx.rows(sql`SELECT set_config(name, 'off', true) FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin']) AS name`);
      const nodes = [];
      for (const statement of recorder.statements) nodes.push(...await explain(tx, statement));
      return nodes.filter((node) => growing.has(node['Relation Name'] ?? '') && !ofNow.has(node['Index Name'] ?? '') && !/(?:\(|AND \()(?!account_id)\w+|ROW\(/.test((node['Index Cond'] ?? '').replaceAll(/\(account_id = [^)]*\)/g, '')));
    });
    assert.deepEqual(wide.map((node) => [node['Node Type'], node['Relation Name'], node['Index Name'], node['Index Cond']]), []);
  });
}

test('the wallboard takes the same statements with three queues and with thirty', async () => {
  const count = (): Promise<number> => floor.read(async (tx) => {
    const recorder = recordStatements(tx);
    await findWallboard(recorder.tx, floor.floorAct, { zone: floor.zone });
    return recorder.statements.length;
  });
  const few = await count();
  await floor.read((tx) => tx.run(sql`INSERT INTO queues (account_id, id, kind, name, created_at) SELECT ${tx.accountId}, 1000 + n, 'call', 'Queue ' || n, ${floor.now}::timestamptz FROM generate_series(1, 27) n`));
  assert.deepEqual([few, await count()], [6, 6]);
});
