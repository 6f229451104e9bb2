import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from '#storage/index.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { answerOffer, doWork, findOpenOffers, tellLine } from '../index.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());
const offersOf = (agentId: number) => floor.change((tx) => findOpenOffers(tx, floor.act(), agentId));

test('a call waits, is offered to the longest idle, picked up, connected, ended and wrapped up', async () => {
  const queueId = await floor.queue({ name: 'Support', wrapUpSeconds: 10 });
  const [first, second] = await floor.agents(2, [queueId]) as [number, number];
  const { interaction } = await floor.arrive(queueId);
  assert.equal(interaction.state, 'queued');
  const [offer] = await offersOf(first);
  assert.equal(offer?.reason.rule, 'longest-idle');
  assert.deepEqual(await offersOf(second), []);
  await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  await floor.pass(2);
  const told = await tellLine(floor.change, floor.act(), { kind: 'call', interactionId: interaction.id, event: { event: 'connected' } });
  assert.deepEqual([told.interaction.state, told.interaction.agentId], ['connected', first]);
  await floor.pass(30);
  const ended = await doWork(floor.change, floor.act(), { kind: 'call', interactionId: interaction.id, work: { action: 'end', agentId: first } });
  assert.deepEqual([ended.interaction.state, ended.interaction.talkSeconds], ['finished', 30]);
  const presence = () => floor.change((tx) => tx.one(sql<{ status: number; load: number }>`SELECT status_id AS status, load FROM agent_presence WHERE account_id = ${tx.accountId} AND agent_id = ${first}`));
  assert.deepEqual(await presence(), { status: -6, load: 0 });
  await floor.pass(11);
  assert.deepEqual(await presence(), { status: 0, load: 0 });
});
