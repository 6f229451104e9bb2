import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setCalendar } from '#core/calendars/index.ts';
import { changeConversation, changeLife, postMessage, receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { findNotifications } from '#core/notifications/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { factsConsumer, setReplyGoals, watchGoals } from '../index.ts';

let desk: Desk;
let agentId = 0;
const inDesk = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const at = (now: string): Act => ({ ...desk.act, now });
const ada = (now: string): Act => ({ ...at(now), actor: { kind: 'user', id: desk.userId, permissions: 'all' } });
const watch = (now: string): Promise<number> => inDesk((tx) => watchGoals(tx, at(now)));
const settle = (): Promise<void> => catchUp(desk.database, [factsConsumer]);

/** A mail of a customer, given to ada. */
async function waiting(id: string, when: string, act: Act = at(when), storedLater = false): Promise<number> {
  await inDesk((tx) => receiveMails(tx, act, desk.help, [writeMail({ id, from: `${id.split('@')[0]}@home.test`, subject: id, at: storedLater ? '2024-05-01T09:00:00Z' : when })]));
  const { id: conversation } = await inDesk((tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${tx.accountId} AND mail_id = ${id}`));
  await inDesk((tx) => changeConversation(tx, at(when), conversation, { assigneeId: agentId }));
  await settle();
  return conversation;
}

before(async () => {
  desk = await openDesk();
  agentId = (await inDesk((tx) => createAgent(tx, desk.act, { name: 'Ada', userId: desk.userId }))).id;
  await inDesk((tx) => setCalendar(tx, desk.act, { zone: 'UTC', hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']] } }));
});
after(() => desk.close());

const none = { goal: null, bands: [] };

test('without goals nothing is watched', async () => {
  await waiting('before@x', '2024-05-06T09:00:00Z');
  assert.equal(await watch('2024-05-06T16:00:00Z'), 0);
  assert.deepEqual(await inDesk((tx) => tx.rows(sql<object>`SELECT FROM goal_watches WHERE account_id = ${tx.accountId}`)), []);
});

test('when three quarters of the goal have passed in opening hours, whose it is is told, once', async () => {
  await inDesk((tx) => setReplyGoals(tx, desk.act, { firstReply: { goal: 4 * 3_600, bands: [] }, overall: { goal: 3_600, bands: [] }, close: none }));
  const id = await waiting('late@x', '2024-05-06T16:00:00Z'); // an hour on Monday, two of the three on Tuesday
  assert.equal(await watch('2024-05-06T16:30:00Z'), 0); // what had waited since nine has been due for hours: no news
  assert.equal(await watch('2024-05-07T10:59:59Z'), 0);
  assert.equal(await watch('2024-05-07T11:00:00Z'), 1);
  assert.equal(await watch('2024-05-07T11:00:20Z'), 0);
  const { rows } = await inDesk((tx) => findNotifications(tx, ada('2024-05-07T11:00:00Z')));
  assert.deepEqual(rows.map(({ kind, conversationId }) => [kind, conversationId]), [['goal-at-risk', id]]);
});

test('what was answered in time or closed tells nobody; waiting again is watched again, by the goal of every reply', async () => {
  const [answered, closed] = [await waiting('answered@x', '2024-05-13T09:00:00Z'), await waiting('closed@x', '2024-05-13T09:00:00Z')];
  await watch('2024-05-13T09:01:00Z');
  await postMessage(desk.database, ada('2024-05-13T10:00:00Z'), { conversationId: answered, direction: 'outgoing', text: 'Hello' });
  await inDesk((tx) => changeLife(tx, ada('2024-05-13T10:00:00Z'), [closed], { life: 'closed' }));
  await settle();
  assert.equal(await watch('2024-05-13T12:30:00Z'), 0);
  await inDesk((tx) => receiveMails(tx, at('2024-05-13T13:00:00Z'), desk.help, [writeMail({ id: 'more@x', from: 'answered@home.test', subject: 'Re: answered@x', inReplyTo: ['answered@x'], at: '2024-05-13T13:00:00Z' })]));
  await settle();
  assert.equal(await watch('2024-05-13T13:44:00Z'), 0);
  assert.equal(await watch('2024-05-13T13:45:00Z'), 1);
});

test('an import and a backfill are no alarm', async () => {
  await waiting('backfill@x', '2024-05-13T09:00:00Z', at('2024-05-13T09:00:00Z'), true);
  await watch('2024-05-13T09:01:00Z');
  assert.deepEqual(await inDesk((tx) => tx.rows(sql<object>`
    SELECT FROM goal_watches w JOIN messages m ON m.account_id = w.account_id AND m.conversation_id = w.conversation_id WHERE w.account_id = ${tx.accountId} AND m.mail_id = 'backfill@x'`)), []);
});
