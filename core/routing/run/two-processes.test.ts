import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql, type Database } from '#storage/index.ts';
import { seededRandom } from '#testkit/corpora/seeded-random.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { replayOffers } from '#testkit/routing/replay-offers.ts';
import { answerOffer, runDueWork, startLine, tellLine, type Change } from '../index.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());

const arrivals = 100;
const agentCount = 200;
const hands = 6;

/** What is open for anybody: as devices would be told by the control stream. */
const openOffers = (change: Change) => change((tx) => tx.rows(sql<{ id: number; interactionId: number }>`SELECT id, interaction_id AS "interactionId" FROM offers WHERE account_id = ${tx.accountId} AND state = 'open' ORDER BY id`));

test('two processes give out the work of 200 agents: no agent holds two offers, nothing is lost, nothing overtakes', async (t) => {
  const queueId = await floor.queue({ name: 'Busy', wrapUpSeconds: 0, offerSeconds: 3_600 });
  await floor.crowd(agentCount, [queueId]);
  const { accountId } = floor.desk;
  const random = seededRandom(3);
  const pools: readonly Database[] = [floor.desk.database, floor.desk.secondPool()];
  const act = (): Act => systemAct(accountId, new Date().toISOString(), 'test');
  let waiting = Array.from({ length: arrivals }, (_, nth) => nth);
  let handled = 0;
  let refused = 0;
  const taken = new Set<number>();

  async function hand(database: Database): Promise<void> {
    const change: Change = (work) => database.withAccount(accountId, work);
    while (handled < arrivals) {
      const next = waiting.shift();
      if (next !== undefined) await startLine(change, act(), { kind: 'call', providerRef: `call-${next}`, entry: 'ivr', to: '+4930555', queueId });
      const offer = (await openOffers(change)).find(({ id }) => !taken.has(id));
      if (!offer) {
        if (next === undefined) await runDueWork({ database, clock: { nowMs: () => Date.now() }, onFailure: (error) => { throw error; } });
        continue;
      }
      taken.add(offer.id);
      if (random() < 0.1) {
        await answerOffer(change, act(), { offerId: offer.id, answer: 'reject' });
        refused += 1;
        continue;
      }
      await answerOffer(change, act(), { offerId: offer.id, answer: 'pick-up' });
      await tellLine(change, act(), { kind: 'call', interactionId: offer.interactionId, event: { event: 'connected' } });
      await tellLine(change, act(), { kind: 'call', interactionId: offer.interactionId, event: { event: 'hang-up' } });
      handled += 1;
    }
  }
  await Promise.all(pools.flatMap((database) => Array.from({ length: hands }, () => hand(database))));

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
