import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setCalendar } from '#core/calendars/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { setReady } from '#testkit/routing/set-ready.ts';
import { changeQueue, createMenu, createQueue, explainCall, setAssignments, type CallQuestion } from '../index.ts';

let desk: Desk;
let ids: { root: number; leaf: number; english: number; night: number; bo: number; cy: number; di: number };
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const explain = (question: CallQuestion) => within((tx) => explainCall(tx, desk.act, question));
const [monday, sunday] = ['2024-05-06T10:00:00Z', '2024-05-05T10:00:00Z'];

before(async () => {
  desk = await openDesk();
  ids = await within(async (tx) => {
    const { id: root } = await createMenu(tx, desk.act, { kind: 'ivr', name: 'Hotline', outputMessage: 'Welcome', languages: [{ lang: 'en' }, { lang: 'de', outputMessage: 'Willkommen' }] });
    const { id: leaf } = await createMenu(tx, desk.act, { kind: 'ivr', parentId: root, name: 'Billing', languages: [{ lang: 'en' }, { lang: 'de', name: 'Rechnung' }] });
    await createMenu(tx, desk.act, { kind: 'ivr', parentId: root, name: 'Secret', isHidden: true });
    await createMenu(tx, desk.act, { kind: 'ivr', parentId: root, name: 'Lost parcels', choice: '#' });
    const { calendarId } = await setCalendar(tx, desk.act, { zone: 'UTC', hours: { mon: [['09:00', '17:00']] }, holidays: [] });
    const { id: night } = await createQueue(tx, desk.act, { kind: 'call', name: 'Night', afterHours: { action: 'end' } });
    const { id: english } = await createQueue(tx, desk.act, { kind: 'call', name: 'English billing', menuId: leaf, calendarId, afterHours: { action: 'queue', queueId: night } });
    const [bo, cy, di] = [await createAgent(tx, desk.act, { name: 'Bo' }), await createAgent(tx, desk.act, { name: 'Cy' }), await createAgent(tx, desk.act, { name: 'Di' })];
    await setAssignments(tx, desk.act, english, [{ agentId: bo.id, teamId: null, level: 1 }, { agentId: cy.id, teamId: null, level: 1 }, { agentId: di.id, teamId: null, level: 2 }]);
    await setReady(tx, cy.id, { call: Date.parse(monday), chat: null });
    await setReady(tx, di.id, { call: Date.parse(sunday), chat: null });
    return { root, leaf, english, night, bo: bo.id, cy: cy.id, di: di.id };
  });
});
after(() => desk.close());

test('a node with choices says its words and the visible choices with their keys, in the language', async () => {
  const english = await explain({ menuId: ids.root });
  assert.deepEqual([english.end, english.menu?.outputMessage, english.choices.map(({ key, name }) => `${key} ${name}`)], ['choices', 'Welcome', ['1 Billing', '# Lost parcels']]);
  const german = await explain({ menuId: ids.root, lang: 'de' });
  assert.deepEqual([german.menu?.outputMessage, german.choices.map(({ name }) => name)], ['Willkommen', ['Rechnung', 'Lost parcels']]);
});

test('in open hours a caller waits, and who is asked stands there by level, then the longest idle', async () => {
  const found = await explain({ menuId: ids.leaf, at: monday });
  assert.deepEqual([found.end, found.queues.map(({ name, phase, readyAgents, waiting }) => [name, phase, readyAgents, waiting]), found.agentCount], ['waits', [['English billing', 'open', 2, 0]], 3]);
  assert.deepEqual(found.asked.map(({ agentId, level, readySince }) => [agentId, level, readySince !== null]), [[ids.cy, 1, true], [ids.bo, 1, false], [ids.di, 2, true]]);
});

test('outside hours the way is followed from queue to queue, with the reason at each', async () => {
  const found = await explain({ queueId: ids.english, at: sunday });
  assert.deepEqual(found.queues.map(({ name, phase, outcome }) => [name, phase, outcome.decision, outcome.decision === 'deflect' ? outcome.cause : null]), [['English billing', 'closed', 'deflect', 'after-hours'], ['Night', 'open', 'wait', null]]);
  assert.deepEqual([found.end, found.agentCount], ['waits', 0]);
});

test('a queue over capacity does what it does then', async () => {
  await within((tx) => changeQueue(tx, desk.act, ids.night, { waitingMax: 0, overCapacity: { action: 'message', text: 'Call again' } }));
  const found = await explain({ queueId: ids.night });
  assert.deepEqual([found.end, found.queues[0]!.outcome], ['message', { decision: 'deflect', cause: 'over-capacity', action: { action: 'message', text: 'Call again' } }]);
});

test('a leaf without a queue in the language leads nowhere, and says so', async () => {
  assert.equal((await explain({ menuId: ids.leaf, lang: 'de' })).end, 'no-queue');
  assert.equal((await explain({ menuId: ids.leaf, kind: 'chat' })).end, 'no-queue');
});

test('a question that makes no sense is refused; asking changes nothing', async () => {
  const before = await within((tx) => tx.one(sql<object>`SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM audit_log), (SELECT string_agg(q::text, '') FROM queues q)`));
  for (const question of [{}, { menuId: ids.leaf, queueId: ids.english }, { queueId: ids.english, at: 'soon' }]) await assert.rejects(explain(question), { code: 'invalid' });
  for (const question of [{ menuId: 987_654 }, { queueId: 987_654 }]) await assert.rejects(explain(question), { code: 'not-found' });
  await assert.rejects(within((tx) => explainCall(tx, { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set() } }, { queueId: ids.english })), { code: 'forbidden' });
  assert.deepEqual(await within((tx) => tx.one(sql<object>`SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM audit_log), (SELECT string_agg(q::text, '') FROM queues q)`)), before);
});
