import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { driveArrivals } from '#testkit/routing/drive-arrivals.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { replayOffers } from '#testkit/routing/replay-offers.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());

const arrivals = 100;
const agentCount = 200;
const hands = 6;

test('two processes give out the work of 200 agents: no agent holds two offers, nothing is lost, nothing overtakes', async (t) => {
  const queueId = await floor.queue({ name: 'Busy', wrapUpSeconds: 0, offerSeconds: 3_600 });
  await floor.crowd(agentCount, [queueId]);
  const { refused } = await driveArrivals([floor.desk.database, floor.desk.secondPool()], { accountId: floor.desk.accountId, queueId, count: arrivals, hands, seed: 3 });

  const states = await floor.change((tx) => tx.rows(sql<{ state: string; count: number }>`SELECT state, count(*) AS count FROM interactions WHERE account_id = ${tx.accountId} GROUP BY state`));
  assert.deepEqual(states, [{ state: 'finished', count: arrivals }]);
  const { offers, problems } = await floor.change((tx) => replayOffers(tx, queueId));
  assert.deepEqual(problems, []);
  assert.equal(offers, arrivals + refused);
  const left = await floor.change((tx) => tx.one(sql<{ loads: number; entries: number; timers: number }>`
    SELECT (SELECT coalesce(sum(load + calls + chats), 0) FROM agent_presence WHERE account_id = ${tx.accountId}) AS loads, (SELECT count(*) FROM queue_entries WHERE account_id = ${tx.accountId}) AS entries,
      (SELECT count(*) FROM routing_timers WHERE account_id = ${tx.accountId}) AS timers`));
  assert.deepEqual(left, { loads: 0, entries: 0, timers: 0 });
  t.diagnostic(`${offers} offers, ${refused} rejected`);
});
