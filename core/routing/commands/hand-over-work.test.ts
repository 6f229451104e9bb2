import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { deleteContact, createContact } from '#core/contacts/index.ts';
import { catchUp } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { answerOffer, doWork, erasureConsumer, findOpenOffers, handOverWork, startLine } from '../index.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());

test('a supervisor hands a waiting call to a person with a reason: he sees it, the audit log has who did it and no words, and erasing the customer takes the reason', async () => {
  const queueId = await floor.queue({ name: 'Nobody', wrapUpSeconds: 0 });
  const [agentId] = await floor.agents(1, []) as [number];
  const contact = await floor.change((tx) => createContact(tx, floor.act(), { name: 'Ms Important' }));
  const { interaction } = await startLine(floor.change, floor.act(), { kind: 'call', providerRef: 'handed', entry: 'ivr', to: '+4930555', queueId, contactId: contact.id });
  const hand = (more: { toAgentId?: number; reason?: string; interactionId?: number } = {}, act: Act = floor.act()) => (
    handOverWork(floor.change, act, { kind: 'call', interactionId: interaction.id, toAgentId: agentId, reason: ' Ms Important asked for her ', ...more }));
  const handler: Act = { ...floor.act(), actor: { kind: 'user', id: floor.desk.userId, permissions: new Set(['work.handle']) } };
  await assert.rejects(hand({}, handler), { code: 'forbidden' });
  for (const reason of ['', '  ', 'x'.repeat(301), 'a\u0000b']) await assert.rejects(hand({ reason }), { code: 'invalid' }, JSON.stringify(reason.slice(0, 9)));
  await assert.rejects(hand({ toAgentId: 987_654 }), { code: 'not-found' });
  await assert.rejects(hand({ interactionId: 987_654 }), { code: 'not-found' });
  await assert.rejects(handOverWork(floor.change, floor.act(), { kind: 'chat', interactionId: interaction.id, toAgentId: agentId, reason: 'x' }), { code: 'not-found' });
  assert.deepEqual(await floor.change((tx) => findOpenOffers(tx, floor.act(), agentId)), [], 'what was refused has changed nothing');

  assert.equal((await hand()).interaction.state, 'queued');
  const [offer] = await floor.change((tx) => findOpenOffers(tx, floor.act(), agentId));
  assert.deepEqual([offer?.interactionId, offer?.mode, offer?.reason.rule, offer?.reason.note], [interaction.id, 'direct', 'asked-for', 'Ms Important asked for her']);
  const audit = await floor.change((tx) => tx.one(sql<{ detail: object; target: number }>`SELECT detail, target_id AS target FROM audit_log WHERE account_id = ${tx.accountId} AND action = 'work.handed-over'`));
  assert.deepEqual(audit, { detail: { agentId, queueId, source: 'test' }, target: interaction.id });
  await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  await assert.rejects(hand(), { code: 'conflict', key: 'waits-in-no-queue' });

  // Words of a talk that goes on stay until it is over.
  await doWork(floor.change, floor.act(), { kind: 'call', interactionId: interaction.id, work: { action: 'end', agentId } });
  await floor.change((tx) => deleteContact(tx, floor.act(), contact.id));
  await catchUp(floor.desk.database, [erasureConsumer]);
  assert.deepEqual(await floor.change((tx) => tx.one(sql<{ note: string | null; rule: string }>`SELECT reason ->> 'note' AS note, reason ->> 'rule' AS rule FROM offers WHERE account_id = ${tx.accountId} AND id = ${offer!.id}`)), { note: null, rule: 'asked-for' });
});

test('of two supervisors who hand over at once one has it, and the call is with one person', async () => {
  const queueId = await floor.queue({ name: 'Race', wrapUpSeconds: 0 });
  const [one, two] = await floor.agents(2, []) as [number, number];
  const { interaction } = await floor.arrive(queueId);
  const second = floor.desk.secondPool();
  const answers = await Promise.allSettled([one, two].map((toAgentId, at) => handOverWork(
    at === 0 ? floor.change : (work) => second.withAccount(floor.desk.accountId, work), floor.act(), { kind: 'call', interactionId: interaction.id, toAgentId, reason: 'Both' })));
  assert.ok(answers.every(({ status }) => status === 'fulfilled'), JSON.stringify(answers));
  const open = await floor.change((tx) => tx.rows(sql<{ agentId: number }>`SELECT agent_id AS "agentId" FROM offers WHERE account_id = ${tx.accountId} AND interaction_id = ${interaction.id} AND state = 'open'`));
  assert.equal(open.length, 1, 'the later one has taken it from the first');
  const loads = await floor.change((tx) => tx.rows(sql<{ load: number }>`SELECT load FROM agent_presence WHERE account_id = ${tx.accountId} AND agent_id = ANY(${[one, two]}::bigint[]) ORDER BY load`));
  assert.deepEqual(loads.map(({ load }) => load), [0, 6]);
});
