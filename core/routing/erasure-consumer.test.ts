import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createContact, deleteContact } from '#core/contacts/index.ts';
import { deleteConversation } from '#core/conversations/index.ts';
import { searchConsumer } from '#core/desk/index.ts';
import { catchUp } from '#core/events/index.ts';
import { sql } from '#storage/index.ts';
import { openFloor, type Floor } from '#testkit/routing/open-floor.ts';
import { acknowledgeControl, answerOffer, doWork, erasureConsumer, findOpenOffers, startLine, tellLine, type LineEvent } from './index.ts';

let floor: Floor;
before(async () => { floor = await openFloor(); });
after(() => floor.close());

/** In which tables of the whole database these words stand. */
async function findWords(words: readonly string[]): Promise<string[]> {
  return floor.desk.database.withAccount(floor.desk.accountId, async (tx) => {
    const tables = await tx.rows(sql<{ name: string }>`
      SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`);
    assert.ok(tables.length > 80, 'the whole database');
    const found: string[] = [];
    for (const { name } of tables) {
      const there = await tx.rows(sql<{ word: string }>`
        WITH all_rows AS MATERIALIZED (SELECT lower(to_jsonb(t)::text) AS row FROM ${sql.ref(name)} t WHERE t.account_id = ${tx.accountId})
        SELECT w.word FROM unnest(${[...words]}::text[]) WITH ORDINALITY AS w(word, nth) WHERE EXISTS (SELECT FROM all_rows WHERE position(w.word IN all_rows.row) > 0) ORDER BY w.nth`);
      found.push(...there.map(({ word }) => `${name}: ${word}`));
    }
    return found;
  }, { timeoutMs: 60_000 });
}

/** A call, and a chat, of a customer, with everything that can be told of them; each word begins with `mark`. */
async function tellAll(mark: string, contactId: number): Promise<{ call: number; chat: number }> {
  const queueId = await floor.queue({ name: `Calls ${mark}`, wrapUpSeconds: 0 });
  const chatQueueId = await floor.queue({ name: `Chats ${mark}`, kind: 'chat', wrapUpSeconds: 0 });
  const [agentId] = await floor.agents(1, [queueId, chatQueueId]) as [number];
  const tell = (kind: 'call' | 'chat', id: number, event: LineEvent) => tellLine(floor.change, floor.act(), { kind, interactionId: id, event });
  const pick = async (): Promise<void> => {
    const [offer] = await floor.change((tx) => findOpenOffers(tx, floor.act(), agentId));
    await answerOffer(floor.change, floor.act(), { offerId: offer!.id, answer: 'pick-up' });
  };
  const call = (await startLine(floor.change, floor.act(), { kind: 'call', providerRef: `call-of-${contactId}`, entry: 'ivr', to: '+4930555', contactId })).interaction.id;
  await tell('call', call, { event: 'bot-took', name: 'Robi' });
  await tell('call', call, { event: 'bot-escalated', reason: `${mark}-reason`, queueId });
  await pick();
  await tell('call', call, { event: 'connected' });
  await tell('call', call, { event: 'input', name: 'pin', value: `${mark}-pin` });
  await tell('call', call, { event: 'third-joined', name: `${mark}-lawyer` });
  await tell('call', call, { event: 'recording-started', recordingRef: `${mark}-tape` });
  await floor.pass(20);
  await tell('call', call, { event: 'recording-ended', url: `https://sounds.test/${mark}-sound` });
  await doWork(floor.change, floor.act(), { kind: 'call', interactionId: call, work: { action: 'dispose', agentId, code: 'sold', note: `${mark}-note` } });
  await doWork(floor.change, floor.act(), { kind: 'call', interactionId: call, work: { action: 'ticket', agentId, ticketId: `${mark}-ticket`, ticketUrl: `https://x.test/${mark}-ticket` } });
  await tell('call', call, { event: 'hang-up', by: 'system', failReason: 'provider-error', details: `${mark}-details` });
  await tell('call', call, { event: 'rated', rating: 4, feedback: `${mark}-feedback` });
  await floor.change((tx) => tx.run(sql`UPDATE interactions SET outbound_number = ${`+49-${mark}`} WHERE account_id = ${tx.accountId} AND id = ${call}`));
  await floor.change((tx) => tx.run(sql`INSERT INTO interaction_files (account_id, interaction_id, kind, url, created_at) VALUES (${tx.accountId}, ${call}, 'photo', ${`https://x.test/${mark}-photo`}, ${floor.act().now})`));
  await floor.change((tx) => tx.run(sql`UPDATE control_commands SET data = data || jsonb_build_object('to', ${`+49-${mark}`}::text) WHERE account_id = ${tx.accountId} AND interaction_id = ${call} AND command = 'play'`));
  const chat = (await startLine(floor.change, floor.act(), { kind: 'chat', providerRef: `chat-of-${contactId}`, entry: 'web', to: 'shop.test', queueId: chatQueueId, contactId })).interaction.id;
  await pick();
  await tell('chat', chat, { event: 'message', by: 'customer', text: `${mark}-question` });
  await tell('chat', chat, { event: 'message', by: 'agent', agentId, text: `${mark}-answer` });
  await tell('chat', chat, { event: 'hang-up' });
  return { call, chat };
}
const telling = ['reason', 'pin', 'lawyer', 'tape', 'sound', 'note', 'ticket', 'details', 'feedback', 'photo', 'question', 'answer'];
const figuresOf = (ids: readonly number[]) => floor.change((tx) => tx.rows(sql<Record<string, unknown>>`
  SELECT i.kind, i.state, i.rating, i.queue_seconds, i.talk_seconds, i.hold_seconds, i.message_count, i.response_average_seconds, i.fail_reason,
    (SELECT count(*) FROM interaction_spans s WHERE s.account_id = i.account_id AND s.interaction_id = i.id) AS spans, (SELECT array_agg(d.code) FROM interaction_dispositions d WHERE d.account_id = i.account_id AND d.interaction_id = i.id) AS codes
  FROM interactions i WHERE i.account_id = ${tx.accountId} AND i.id = ANY(${[...ids]}::bigint[]) ORDER BY i.id`));
const follow = () => catchUp(floor.desk.database, [erasureConsumer, searchConsumer]);

test('a contact that is deleted, and a conversation that is deleted, leave no word, number, name or link of their calls and chats anywhere; every figure stays, and so does everything of others', async () => {
  const contactOf = (name: string) => floor.change((tx) => createContact(tx, floor.act(), { name })).then(({ id }) => id);
  const [erased, deleted, stays] = [await contactOf('One'), await contactOf('Two'), await contactOf('Three')];
  const marks = { canaryone: erased, canarytwo: deleted, canarythree: stays };
  const lines: Record<string, { call: number; chat: number }> = {};
  for (const [mark, contactId] of Object.entries(marks)) lines[mark] = await tellAll(mark, contactId);
  await follow();
  const wordsOf = (...of: string[]): string[] => of.flatMap((mark) => telling.map((word) => `${mark}-${word}`));
  const heldOf = async (words: string[]): Promise<string[]> => [...new Set((await findWords(words)).map((one) => one.split(': ')[1]!))].toSorted();
  assert.deepEqual(await heldOf(wordsOf(...Object.keys(marks))), wordsOf(...Object.keys(marks)).toSorted(), 'all of it was there');
  const before = await figuresOf(Object.values(lines).flatMap(({ call, chat }) => [call, chat]));
  await floor.change((tx) => deleteContact(tx, floor.act(), erased));
  for (const id of [lines['canarytwo']!.call, lines['canarytwo']!.chat]) {
    const { conversationId } = await floor.change((tx) => tx.one(sql<{ conversationId: number }>`SELECT conversation_id AS "conversationId" FROM interactions WHERE account_id = ${tx.accountId} AND id = ${id}`));
    await floor.change((tx) => deleteConversation(tx, floor.act(), conversationId));
  }
  await follow();
  const names = await floor.change((tx) => tx.rows(sql<{ id: number; data: { recordingRef?: string } }>`SELECT id, data FROM control_commands WHERE account_id = ${tx.accountId} AND command = 'delete-recording' ORDER BY id`));
  assert.deepEqual(names.map(({ data }) => data), ['canaryone', 'canarytwo'].map((mark) => ({ recording: 'default', recordingRef: `${mark}-tape` })));
  // Whoever has the sound needs its name, until he says that it is gone.
  assert.deepEqual(await findWords(['canaryone', 'canarytwo']), ['control_commands: canaryone', 'control_commands: canarytwo', 'queues: canaryone', 'queues: canarytwo']);
  for (const { id } of names) await floor.change((tx) => acknowledgeControl(tx, floor.act(), { id, kind: 'call', outcome: 'done' }));
  assert.deepEqual(await heldOf(wordsOf(...Object.keys(marks))), wordsOf('canarythree').toSorted());
  assert.deepEqual(await figuresOf(Object.values(lines).flatMap(({ call, chat }) => [call, chat])), before);
});

test('what is told of an erased call afterwards goes again, and a talk that goes on keeps its words until it is over', async () => {
  const contactId = (await floor.change((tx) => createContact(tx, floor.act(), { name: 'Late' }))).id;
  const { call } = await tellAll('canarylate', contactId);
  const live = (await startLine(floor.change, floor.act(), { kind: 'chat', providerRef: 'live', entry: 'web', to: 'shop.test', contactId, queueId: await floor.queue({ name: 'Live', kind: 'chat' }) })).interaction.id;
  await tellLine(floor.change, floor.act(), { kind: 'chat', interactionId: live, event: { event: 'message', by: 'customer', text: 'canarylive' } });
  await floor.change((tx) => deleteContact(tx, floor.act(), contactId));
  await follow();
  await tellLine(floor.change, floor.act(), { kind: 'call', interactionId: call, event: { event: 'rated', rating: 5, feedback: 'canaryagain' } });
  await assert.rejects(tellLine(floor.change, floor.act(), { kind: 'call', interactionId: call, event: { event: 'recording-ready', recordingRef: 'canarylate-tape', url: 'https://sounds.test/canaryagain' } }), { code: 'conflict' });
  await follow();
  assert.deepEqual(await findWords(['canaryagain']), []);
  assert.ok((await findWords(['canarylive'])).length > 0, 'the two are talking');
  await tellLine(floor.change, floor.act(), { kind: 'chat', interactionId: live, event: { event: 'hang-up' } });
  await follow();
  assert.deepEqual(await findWords(['canarylive']), []);
});

test('a call that was still to be made to an erased contact is cancelled with the reason, and nobody is told to dial', async () => {
  const queueId = await floor.queue({ name: 'To call' });
  const contactId = (await floor.change((tx) => createContact(tx, floor.act(), { name: 'Callee', points: [{ kind: 'phone', value: '+49301112223' }] }))).id;
  const ring = (providerRef: string, scheduledAt: string) => startLine(floor.change, floor.act(), { kind: 'call', providerRef, entry: 'dial', to: '+49301112223', contactId, queueId, scheduledAt });
  const later = (await ring('later', new Date(floor.nowMs() + 7_200_000).toISOString())).interaction.id;
  const due = (await ring('due', new Date(floor.nowMs() + 2_000).toISOString())).interaction.id;
  await floor.pass(5); // due: it waits in its queue for somebody to make it
  await floor.change((tx) => deleteContact(tx, floor.act(), contactId));
  await follow();
  const ended = await floor.change((tx) => tx.rows(sql<{ state: string; fail: string; why: string }>`
    SELECT state, fail_reason AS fail, detail->>'failDetails' AS why FROM interactions WHERE account_id = ${tx.accountId} AND id = ANY(${[later, due]}::bigint[]) ORDER BY id`));
  assert.deepEqual(ended.map(({ state, why }) => [state, why]), [['failed', 'contact-erased'], ['failed', 'contact-erased']]);
  const [agentId] = await floor.agents(1, [queueId]) as [number];
  await floor.pass(10);
  assert.deepEqual(await floor.change((tx) => findOpenOffers(tx, floor.act(), agentId)), []);
  assert.deepEqual(await floor.change((tx) => tx.rows(sql`SELECT id FROM control_commands WHERE account_id = ${tx.accountId} AND command = 'dial'`)), []);
  assert.deepEqual(await floor.change((tx) => tx.rows(sql`SELECT subject_id FROM routing_timers WHERE account_id = ${tx.accountId} AND subject_id = ANY(${[later, due]}::bigint[])`)), []);
  assert.deepEqual(await findWords(['49301112223']), []);
});

test('a conversation under legal hold keeps what was said, also where its contact is erased', async () => {
  const contactId = (await floor.change((tx) => createContact(tx, floor.act(), { name: 'Held' }))).id;
  const { chat } = await tellAll('canaryheld', contactId);
  await floor.change((tx) => tx.run(sql`UPDATE conversations SET legal_hold = true WHERE account_id = ${tx.accountId} AND id = (SELECT conversation_id FROM interactions WHERE account_id = ${tx.accountId} AND id = ${chat})`));
  await floor.change((tx) => deleteContact(tx, floor.act(), contactId));
  await follow();
  assert.ok((await findWords(['canaryheld-question'])).length > 0);
  assert.deepEqual(await findWords(['canaryheld-pin']), []);
});
