import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addMember, createUser, endMember, setupAccount } from '#core/accounts/index.ts';
import { changeConversation, deleteConversation, postMessage, receiveMails } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { findNotifications, mentionAgents, notificationsConsumer, readNotifications } from './index.ts';

let desk: Desk;
let conversation = 0;
let cleo: { userId: number; agentId: number };
const inDesk = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => desk.database.withAccount(desk.accountId, work);
const actOf = (userId: number): Act => ({ ...desk.act, actor: { kind: 'user', id: userId, permissions: 'all' } });
const mine = (userId: number, page: { before?: number | null; limit?: number } = {}) => inDesk((tx) => findNotifications(tx, actOf(userId), page));

before(async () => {
  desk = await openDesk();
  await inDesk((tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ id: '1@x', from: 'bo@home.test', subject: 'One', at: '2024-05-01T10:00:00Z' })]));
  conversation = (await inDesk((tx) => tx.one(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${desk.accountId}`))).id;
  cleo = await inDesk(async (tx) => {
    const { id: userId } = await createUser(tx, desk.act, { email: 'cleo@desk.test', name: 'Cleo', passwordHash: null });
    await addMember(tx, desk.act, { userId, role: 'agent' });
    return { userId, agentId: (await createAgent(tx, desk.act, { name: 'Cleo', userId })).id };
  });
});
after(() => desk.close());

const note = async (act = actOf(desk.userId)): Promise<number> => (await postMessage(desk.database, act, { conversationId: conversation, direction: 'note', text: '@Cleo look' })).messageId;

test('who is named in a note is told, once, by whom and where', async () => {
  const messageId = await note();
  const mention = () => inDesk((tx) => mentionAgents(tx, actOf(desk.userId), { messageId, agentIds: [cleo.agentId, cleo.agentId] }));
  assert.deepEqual([await mention(), await mention()], [1, 0]);
  const { rows, unreadCount } = await mine(cleo.userId);
  assert.deepEqual(rows.map(({ kind, conversationId, messageId: at, subject, by, readAt }) => ({ kind, conversationId, at, subject, by, readAt })), [
    { kind: 'mention', conversationId: conversation, at: messageId, subject: 'One', by: { userId: desk.userId, name: 'Ada' }, readAt: null },
  ]);
  assert.equal(unreadCount, 1);
  assert.deepEqual((await mine(desk.userId)).rows, []);
});

test('naming oneself tells nobody; naming an agent or a note of another account changes nothing', async () => {
  const own = await note(actOf(cleo.userId));
  assert.equal(await inDesk((tx) => mentionAgents(tx, actOf(cleo.userId), { messageId: own, agentIds: [cleo.agentId] })), 0);
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  const foreign = await desk.database.withAccount(other, (tx) => createAgent(tx, systemAct(other, desk.act.now, 'test'), { name: 'Eve' }));
  const was = (await mine(cleo.userId)).rows.length;
  const messageId = await note();
  for (const [message, agents] of [[messageId, [cleo.agentId, foreign.id]], [messageId, [999_999]], [999_999, [cleo.agentId]]] as const) {
    await assert.rejects(inDesk((tx) => mentionAgents(tx, actOf(desk.userId), { messageId: message, agentIds: agents })), { code: 'not-found' });
  }
  await assert.rejects(desk.database.withAccount(other, (tx) => mentionAgents(tx, systemAct(other, desk.act.now, 'test'), { messageId, agentIds: [foreign.id] })), { code: 'not-found' });
  assert.equal((await mine(cleo.userId)).rows.length, was);
});

test('a conversation that becomes somebody\'s is told to them; taking it oneself, an import and a rebuild are not', async () => {
  const was = (await mine(cleo.userId)).unreadCount;
  const assign = (act: Act, assigneeId: number | null) => inDesk((tx) => changeConversation(tx, act, conversation, { assigneeId }));
  const settle = () => catchUp(desk.database, [notificationsConsumer]);
  await assign(actOf(desk.userId), cleo.agentId);
  await settle();
  assert.equal((await mine(cleo.userId)).unreadCount, was + 1);
  await settle();
  await assign(actOf(cleo.userId), null);
  await assign(actOf(cleo.userId), cleo.agentId);
  await settle();
  await assign(desk.act, null);
  await assign({ ...desk.act, origin: 'import' }, cleo.agentId);
  await settle();
  const { rows } = await mine(cleo.userId);
  assert.deepEqual([rows.length, rows[0]!.kind], [was + 1, 'assigned']);
});

test('pages go back by key; reading marks one\'s own and no others', async () => {
  for (let at = 0; at < 5; at += 1) {
    const messageId = await note();
    await inDesk((tx) => mentionAgents(tx, actOf(desk.userId), { messageId, agentIds: [cleo.agentId] }));
  }
  const seen: number[] = [];
  let before: number | null = null;
  do {
    const page = await mine(cleo.userId, { before, limit: 2 });
    seen.push(...page.rows.map(({ id }) => id));
    before = page.next;
  } while (before !== null);
  assert.deepEqual(seen, seen.toSorted((a, b) => b - a));
  assert.equal(new Set(seen).size, seen.length);
  assert.equal(await inDesk((tx) => readNotifications(tx, actOf(desk.userId), { ids: seen })), 0);
  assert.equal(await inDesk((tx) => readNotifications(tx, actOf(cleo.userId), { ids: [seen[0]!, 999_999] })), 1);
  assert.equal((await mine(cleo.userId)).unreadCount, seen.length - 1);
  assert.equal(await inDesk((tx) => readNotifications(tx, actOf(cleo.userId), { upToId: seen[0]! })), seen.length - 1);
  assert.equal((await mine(cleo.userId)).unreadCount, 0);
});

test('of a deleted conversation nobody is reminded; who has left the account is told nothing', async () => {
  const messageId = await note();
  await inDesk((tx) => endMember(tx, desk.act, cleo.userId));
  assert.equal(await inDesk((tx) => mentionAgents(tx, actOf(desk.userId), { messageId, agentIds: [cleo.agentId] })), 0);
  await inDesk((tx) => deleteConversation(tx, desk.act, conversation));
  const { rows, unreadCount } = await mine(cleo.userId);
  assert.deepEqual([rows, unreadCount], [[], 0]);
});
