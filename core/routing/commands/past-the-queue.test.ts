import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { catchUp } from '#core/events/index.ts';
import { deleteQueue } from '#core/queues/index.ts';
import { removeAgent } from '#core/people/index.ts';
import { statusIds } from '#core/presence/index.ts';
import { sql } from '#storage/index.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { answerOffer, doWork, endLostDevices, findOpenOffers, onBell, readinessConsumer, runDueWork, setAgentStatus, startLine, takeAgentOffline, tellLine, type Work } from '../index.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());
const offersOf = (agentId: number) => floor.change((tx) => findOpenOffers(tx, floor.act(), agentId));
const work = (interactionId: number, action: Work) => doWork(floor.change, floor.act(), { kind: 'call', interactionId, work: action });
const count = (id: number) => floor.change((tx) => tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM queue_entries WHERE account_id = ${tx.accountId} AND interaction_id = ${id}`)).then(({ n }) => n);

test('a call that waits in a queue cannot be taken past the queue, and a call in talk cannot be joined by taking it', async () => {
  const queueId = await floor.queue({ name: 'Past' });
  const [first, second] = await floor.agents(2, [queueId]) as [number, number];
  const { interaction: { id } } = await floor.arrive(queueId);
  await assert.rejects(work(id, { action: 'take', agentId: second }), { code: 'conflict' });
  assert.equal(await count(id), 1);
  const [offer] = await offersOf(first);
  await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  await tellLine(floor.change, floor.act(), { kind: 'call', interactionId: id, event: { event: 'connected' } });
  const [third, fourth] = await floor.agents(2, []) as [number, number];
  await work(id, { action: 'transfer', kind: 'warm', agentId: first, toAgentId: third });
  await assert.rejects(work(id, { action: 'take', agentId: fourth }), { code: 'conflict' });
  assert.equal((await offersOf(third)).length, 1);
  await work(id, { action: 'end', agentId: first });
});

test('what waits in a queue that was deleted is held out at once to whoever becomes ready', async () => {
  const queueId = await floor.queue({ name: 'Closing', wrapUpSeconds: 0 });
  const [agentId] = await floor.agents(1, [queueId]) as [number];
  await setAgentStatus(floor.change, floor.act(), { agentId, statusId: statusIds.unavailable });
  const { interaction: { id } } = await floor.arrive(queueId);
  await floor.change((tx) => deleteQueue(tx, floor.act(), queueId));
  await setAgentStatus(floor.change, floor.act(), { agentId, statusId: statusIds.available });
  assert.deepEqual((await offersOf(agentId)).map(({ interactionId }) => interactionId), [id]);
});

test('nothing new gets into a queue that was deleted: neither by choice, nor by a transfer, nor when a call is due', async () => {
  const [closed, open] = [await floor.queue({ name: 'Deleted' }), await floor.queue({ name: 'Left', wrapUpSeconds: 0 })];
  const [agentId] = await floor.agents(1, [open]) as [number];
  const due = (await startLine(floor.change, floor.act(), { kind: 'call', providerRef: 'due', entry: 'ivr', to: '+4930555', queueId: closed, scheduledAt: new Date(floor.nowMs() + 5_000).toISOString() })).interaction.id;
  await floor.change((tx) => deleteQueue(tx, floor.act(), closed));
  const { interaction: { id: chooses } } = await startLine(floor.change, floor.act(), { kind: 'call', providerRef: 'chooses', entry: 'ivr', to: '+4930555' });
  await assert.rejects(tellLine(floor.change, floor.act(), { kind: 'call', interactionId: chooses, event: { event: 'menu', queueId: closed } }), { code: 'not-found' });
  assert.equal(await count(chooses), 0);
  const { interaction: { id } } = await floor.arrive(open);
  const [offer] = await offersOf(agentId);
  await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  await tellLine(floor.change, floor.act(), { kind: 'call', interactionId: id, event: { event: 'connected' } });
  await assert.rejects(work(id, { action: 'transfer', kind: 'cold', agentId, toQueueId: closed }), { code: 'not-found' });
  await floor.pass(6);
  assert.deepEqual([await count(due), (await floor.change((tx) => tx.one(sql<{ reason: string }>`SELECT fail_reason AS reason FROM interactions WHERE account_id = ${tx.accountId} AND id = ${due}`))).reason], [0, 'expired']);
});

test('whoever was talking to an agent of a queue that was deleted since waits in it again when the agent is gone', async () => {
  const queueId = await floor.queue({ name: 'Deleted meanwhile' });
  const [agentId] = await floor.agents(1, [queueId]) as [number];
  const { interaction: { id } } = await floor.arrive(queueId);
  const [offer] = await offersOf(agentId);
  await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  await tellLine(floor.change, floor.act(), { kind: 'call', interactionId: id, event: { event: 'connected' } });
  await floor.change((tx) => deleteQueue(tx, floor.act(), queueId));
  await takeAgentOffline(floor.change, floor.act(), { agentId });
  assert.equal(await count(id), 1);
});

test('an agent who is taken out of the account gives back what he has in hand and what rings at him, without waiting for his devices', async () => {
  const queueId = await floor.queue({ name: 'Leaving', wrapUpSeconds: 0 });
  const [first, second] = await floor.agents(2, [queueId]) as [number, number];
  await setAgentStatus(floor.change, floor.act(), { agentId: second, statusId: statusIds.unavailable });
  const { interaction: { id } } = await floor.arrive(queueId);
  const [offer] = await offersOf(first);
  await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  await tellLine(floor.change, floor.act(), { kind: 'call', interactionId: id, event: { event: 'connected' } });
  await floor.change((tx) => removeAgent(tx, floor.act(), first));
  await catchUp(floor.desk.database, [readinessConsumer]);
  await endLostDevices({ database: floor.desk.database, clock: { nowMs: () => floor.nowMs() }, onFailure: (error) => { throw error; } });
  assert.equal(await count(id), 1);
});


test('a match that fails is told by the standing work instead of ringing for itself again, and other queues of the account are matched all the same', async () => {
  const [poisoned, sound] = [await floor.queue({ name: 'Poisoned' }), await floor.queue({ name: 'Sound' })];
  const { interaction: { id: over } } = await floor.arrive(poisoned);
  const { interaction: { id: waits } } = await floor.arrive(sound);
  await floor.change((tx) => tx.run(sql`UPDATE interactions SET state = 'finished', ended_at = now() WHERE account_id = ${tx.accountId} AND id = ${over}`));
  const [one] = await floor.crowd(1, [poisoned]) as [number];
  const [two] = await floor.crowd(1, [sound]) as [number];
  let rings = 0;
  const stop = onBell('due', (dueMs) => { if (dueMs === null) rings += 1; });
  const failures: unknown[] = [];
  await runDueWork({ database: floor.desk.database, clock: { nowMs: () => floor.nowMs() }, onFailure: (error) => { failures.push(error); } });
  stop();
  assert.deepEqual([failures.length, rings, await offersOf(one), (await offersOf(two)).map(({ interactionId }) => interactionId)], [1, 0, [], [waits]]);
});

test('whoever had no part in a call, and does not supervise, neither verifies it nor ends what keeps words out of its recording', async () => {
  const queueId = await floor.queue({ name: 'Parts' });
  const [mine, other] = await floor.agents(2, [queueId]) as [number, number];
  const { interaction: { id } } = await floor.arrive(queueId);
  const [offer] = await offersOf(mine);
  await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  const userId = await floor.change(async (tx) => {
    const user = await tx.one(sql<{ id: number }>`INSERT INTO users (email, email_norm, name, created_at) VALUES ('other@agents.test', 'other@agents.test', 'Other', now()) RETURNING id`);
    await tx.run(sql`UPDATE agents SET user_id = ${user.id} WHERE account_id = ${tx.accountId} AND id = ${other}`);
    return user.id;
  });
  const act = { ...floor.act(), actor: { kind: 'user' as const, id: userId, permissions: new Set(['work.handle'] as const) } } as unknown as ReturnType<Floor['act']>;
  for (const work of [{ action: 'verify' }, { action: 'ticket', ticketId: 'x' }, { action: 'redaction-end' }] as const) {
    await assert.rejects(doWork(floor.change, act, { kind: 'call', interactionId: id, work }), { code: 'forbidden' }, work.action);
  }
});
