import assert from 'node:assert/strict';
import test from 'node:test';
import { CoreError } from '#core/kernel/index.ts';
import { statusIds } from '#core/presence/index.ts';
import { openSmallFloor } from '#testkit/routing/small-floor.ts';
import { queueRules } from '#testkit/routing/simulation/plan.ts';
import { chooseStatus, connected, handOver, pickUp, refuseOffer, transfer, type Offer } from './index.ts';

const isConflict = (key: string) => (error: unknown): boolean => error instanceof CoreError && error.code === 'conflict' && error.key === key;
const first = (offers: readonly Offer[]): Offer => offers[0] ?? assert.fail('nothing is offered');
const note = 'She asked for you';
const three = [{ agentId: 1 }, { agentId: 2 }, { agentId: 3 }];
const all = three.map(({ agentId }) => ({ queueId: 1, agentId, level: 1 }));
const busy = { statusId: statusIds.break };

test('what waits is held out to the named person alone, before what waits longer, with the reason; taken, it is his', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1, { offerSeconds: 20 })], members: all.slice(1), agents: [{ agentId: 1 }, { agentId: 2, ...busy }, { agentId: 3, ...busy }] });
  const { id: older } = await floor.enter(1);
  await floor.wait(30);
  const { id } = await floor.enter(1);
  await floor.wait(4);
  await floor.run((store) => handOver(store, { interactionId: id, toAgentId: 1, note }));
  const offer = first(floor.ringing({ agentId: 1 }));
  assert.deepEqual([offer.interactionId, offer.mode, offer.isExclusive, offer.queueId, offer.reason.rule, offer.reason.note, offer.reason.waitedSeconds], [id, 'direct', true, 1, 'asked-for', note, 4]);
  assert.equal(floor.interaction(id).detail.offerMode, 'direct');
  await floor.run((store) => chooseStatus(store, { agentId: 2, statusId: statusIds.available }));
  assert.equal(first(floor.ringing({ agentId: 2 })).interactionId, older, 'the others go on as they were');
  await floor.run((store) => pickUp(store, { offerId: offer.id, agentId: 1 }));
  await floor.run((store) => connected(store, { interactionId: id }));
  assert.deepEqual([floor.interaction(id).state, floor.agent(1).calls], ['connected', 1]);
});

test('not taken, it waits on at its place and is held out as before', async () => {
  for (const isMissed of [true, false]) {
    const floor = openSmallFloor({ queues: [queueRules(1, { offerSeconds: 20 })], members: all.slice(1), agents: [{ agentId: 1 }, { agentId: 2, ...busy }, { agentId: 3, ...busy }] });
    const { id } = await floor.enter(1);
    const before = floor.world.entries.get(id)!;
    await floor.run((store) => handOver(store, { interactionId: id, toAgentId: 1, note }));
    if (isMissed) await floor.wait(20);
    else await floor.run((store) => refuseOffer(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1, as: 'rejected' }));
    const after = floor.world.entries.get(id)!;
    assert.deepEqual({ ...after, attempts: 0 }, { ...before, attempts: 0 });
    assert.equal(floor.agent(1).load, 0);
    await floor.run((store) => chooseStatus(store, { agentId: 2, statusId: statusIds.available }));
    assert.equal(first(floor.ringing({ interactionId: id })).agentId, 2);
  }
});

test('whoever was being asked is asked no longer, and is given the next; said twice, it is once', async () => {
  for (const mode of ['deltacast', 'multicast'] as const) {
    const floor = openSmallFloor({ queues: [queueRules(1, { mode })], members: all.slice(0, 2), agents: three });
    const { id } = await floor.enter(1);
    assert.ok(floor.ringing({ interactionId: id }).length > 0);
    const { offer } = await floor.run((store) => handOver(store, { interactionId: id, toAgentId: 3, note }));
    assert.deepEqual(floor.ringing({ interactionId: id }).map(({ agentId }) => agentId), [3]);
    assert.equal((await floor.run((store) => handOver(store, { interactionId: id, toAgentId: 3, note }))).offer.id, offer.id);
    const { id: next } = await floor.enter(1);
    assert.ok(floor.ringing({ interactionId: next }).length > 0, 'who was asked before is free for the next');
  }
});

test('who is not free is not asked, what waits nowhere is not handed over, and nothing is changed by the refusal', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1)], members: all.slice(0, 1), agents: [{ agentId: 1 }, { agentId: 2, ...busy }, { agentId: 3, takesCalls: false }] });
  const { id } = await floor.enter(1);
  const [offer] = floor.ringing({ interactionId: id });
  for (const toAgentId of [2, 3, 99]) await assert.rejects(floor.run((store) => handOver(store, { interactionId: id, toAgentId, note })), isConflict('agent-not-free'));
  assert.deepEqual(floor.ringing({ interactionId: id }), [offer]);
  await floor.run((store) => pickUp(store, { offerId: offer!.id, agentId: 1 }));
  await assert.rejects(floor.run((store) => handOver(store, { interactionId: id, toAgentId: 3, note })), isConflict('waits-in-no-queue'));
});

test('a customer who holds for a warm transfer into a queue can be handed to a person, too', async () => {
  const floor = openSmallFloor({ queues: [queueRules(1), queueRules(2)], members: [all[0]!], agents: [{ agentId: 1 }, { agentId: 2 }] });
  const { id } = await floor.enter(1);
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 1 })).id, agentId: 1 }));
  await floor.run((store) => connected(store, { interactionId: id }));
  await floor.run((store) => transfer(store, { interactionId: id, byAgentId: 1, kind: 'warm', to: { queueId: 2 } }));
  await floor.run((store) => handOver(store, { interactionId: id, toAgentId: 2, note }));
  await floor.run((store) => pickUp(store, { offerId: first(floor.ringing({ agentId: 2 })).id, agentId: 2 }));
  await floor.run((store) => connected(store, { interactionId: id }));
  assert.equal(floor.interaction(id).transfers[0]?.state, 'connected');
});
