import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Act } from '#core/kernel/index.ts';
import { ensureLabels } from '#core/labels/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { changeConversations, deleteConversation, mergeConversations, postMessage, receiveMails, restoreConversations, type ConversationsChange } from './index.ts';

let desk: Desk;
let ada = 0;
let labels: number[] = [];
before(async () => {
  desk = await openDesk();
  await desk.database.withAccount(desk.accountId, async (tx) => {
    ada = (await createAgent(tx, desk.act, { name: 'Ada', addresses: [] })).id;
    labels = [...(await ensureLabels(tx, desk.act, ['red', 'green'])).values()];
  });
});
after(() => desk.close());

let round = 0;
/** Fresh conversations, in order of id. */
async function open(count: number): Promise<number[]> {
  round += 1;
  const mails = Array.from({ length: count }, (_, n) => writeMail({ id: `r${round}m${n}@x`, from: `bo${round}-${n}@home.test`, to: ['help@desk.test'], subject: `Matter ${round} ${n}`, at: '2024-05-06T11:00:00Z' }));
  return desk.database.withAccount(desk.accountId, async (tx) => {
    const { messageOf } = await receiveMails(tx, desk.act, desk.help, mails);
    const rows = await tx.rows(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${desk.accountId} AND id = ANY(${[...messageOf.values()]}::bigint[]) ORDER BY 1`);
    return rows.map((row) => row.id);
  });
}
const change = (ids: readonly number[], what: ConversationsChange, act: Act = desk.act, passOver = false) => desk.database.withAccount(desk.accountId, (tx) => changeConversations(tx, act, ids, what, { passOver }));
const restore = (items: Parameters<typeof restoreConversations>[2]) => desk.database.withAccount(desk.accountId, (tx) => restoreConversations(tx, desk.act, items));
const rowOf = (id: number) => desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<Record<string, unknown>>`
  SELECT c.assignee_id, c.priority, c.life, c.closed_at, c.snoozed_until, c.unread_count, ARRAY(SELECT label_id FROM conversation_labels l WHERE l.account_id = c.account_id AND l.conversation_id = c.id ORDER BY 1) AS labels
  FROM conversations c WHERE c.account_id = ${desk.accountId} AND c.id = ${id}`));
const eventsOf = (id: number) => desk.database.withAccount(desk.accountId, async (tx) => (await tx.rows(sql<{ type: string; data: { field?: string } }>`
  SELECT type, data FROM events WHERE account_id = ${desk.accountId} AND conversation_id = ${id} ORDER BY id`)).map(({ type, data }) => data.field ?? type));

test('one change reaches all: assignee, priority, life, labels, each with its event, in one transaction', async () => {
  const ids = await open(3);
  const changed = await change(ids, { assigneeId: ada, priority: 4, life: 'resolved', addLabelIds: labels });
  assert.deepEqual(changed.map(({ id }) => id), ids);
  for (const id of ids) {
    const { closed_at: closedAt, ...row } = await rowOf(id);
    assert.deepEqual(row, { assignee_id: ada, priority: 4, life: 'resolved', snoozed_until: null, unread_count: 1, labels });
    assert.equal(Date.parse(String(closedAt)), Date.parse(desk.act.now));
    assert.deepEqual((await eventsOf(id)).slice(-5).sort(), ['assignee', 'conversation.labelled', 'conversation.labelled', 'life', 'priority'].sort());
  }
});

test('what is so already is not changed again and tells nothing', async () => {
  const [id] = await open(1);
  assert.equal((await change([id!], { priority: 2, assigneeId: null })).length, 1);
  const before = (await eventsOf(id!)).length;
  assert.deepEqual(await change([id!], { priority: 2, life: 'open', labelIds: [], assigneeId: null }), []);
  assert.equal((await eventsOf(id!)).length, before);
});

test('an unknown id, agent, team or label changes nothing at all; unknown ids may be passed over', async () => {
  const [id] = await open(1);
  for (const [ids, what] of [[[id!, 999_999], { priority: 1 }], [[id!], { assigneeId: 999_999 }], [[id!], { teamId: 999_999 }], [[id!], { priority: 1, addLabelIds: [999_999] }]] as [number[], ConversationsChange][]) {
    await assert.rejects(change(ids, what), { code: 'not-found' });
  }
  assert.equal((await rowOf(id!))['priority'], 0);
  assert.deepEqual((await change([id!, 999_999], { priority: 1 }, desk.act, true)).map((one) => one.id), [id]);
});

test('snoozing needs an instant to come, and nothing else takes one', async () => {
  const [id] = await open(1);
  for (const what of [{ life: 'snoozed' }, { life: 'snoozed', snoozedUntil: '2024-05-06T11:59:59Z' }, { life: 'closed', snoozedUntil: '2024-05-07T12:00:00Z' }, { snoozedUntil: '2024-05-07T12:00:00Z' }] as ConversationsChange[]) {
    await assert.rejects(change([id!], what), { code: 'invalid' });
  }
  await change([id!], { life: 'snoozed', snoozedUntil: '2024-05-07T12:00:00Z' });
  assert.equal((await rowOf(id!))['life'], 'snoozed');
});

test('each part needs its own permission', async () => {
  const [id] = await open(1);
  const may = (permission: string): Act => ({ ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set([permission]) as never } });
  await assert.rejects(change([id!], { priority: 1 }, may('conversations.close')), { code: 'forbidden' });
  await assert.rejects(change([id!], { life: 'closed' }, may('conversations.assign')), { code: 'forbidden' });
  await assert.rejects(change([id!], { labelIds: [] }, may('conversations.assign')), { code: 'forbidden' });
  await assert.rejects(change([id!], { isUnread: false }, may('conversations.read')), { code: 'forbidden' });
});

test('undo gives back what was, and leaves alone what somebody changed since', async () => {
  const ids = await open(3);
  await change([ids[0]!], { addLabelIds: [labels[0]!], priority: 3 });
  await change([ids[2]!], { life: 'closed' });
  const was = await Promise.all(ids.map(rowOf));
  const changed = await change(ids, { life: 'resolved', labelIds: [labels[1]!], assigneeId: ada });
  await change([ids[1]!], { assigneeId: null });
  assert.deepEqual(await restore(JSON.parse(JSON.stringify(changed))), [ids[0], ids[2]]);
  assert.deepEqual(await rowOf(ids[0]!), was[0]);
  assert.deepEqual(await rowOf(ids[2]!), was[2]);
  assert.deepEqual([(await rowOf(ids[1]!))['life'], (await rowOf(ids[1]!))['labels']], ['resolved', [labels[1]]]);
  assert.deepEqual(await restore(changed), [], 'once');
});

test('a customer who answers what was closed in between keeps it open: undo does not bury the answer', async () => {
  const [id] = await open(1);
  const changed = await change([id!], { life: 'snoozed', snoozedUntil: '2024-05-08T12:00:00Z' });
  await postMessage(desk.database, desk.act, { conversationId: id!, direction: 'incoming', text: 'again' });
  assert.deepEqual(await restore(changed), []);
  assert.equal((await rowOf(id!))['life'], 'open');
});

test('unread: an incoming message makes it so, looking at it or answering ends that, and it can be set again', async () => {
  const [id] = await open(1);
  assert.equal((await rowOf(id!))['unread_count'], 1);
  await change([id!], { isUnread: false });
  assert.equal((await rowOf(id!))['unread_count'], 0);
  assert.equal((await eventsOf(id!)).at(-1), 'unread');
  await postMessage(desk.database, desk.act, { conversationId: id!, direction: 'incoming', text: 'one more' });
  assert.equal((await rowOf(id!))['unread_count'], 1);
  await change([id!], { isUnread: false });
  await change([id!], { isUnread: true });
  assert.equal((await rowOf(id!))['unread_count'], 1);
  await postMessage(desk.database, { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: 'all' } }, { conversationId: id!, direction: 'outgoing', text: 'answer' });
  assert.equal((await rowOf(id!))['unread_count'], 0);
});

test('mail that was old when it came is not unread', async () => {
  const { messageOf } = await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ id: 'old@x', from: 'old@home.test', to: ['help@desk.test'], at: '2024-04-01T10:00:00Z' })]));
  const { id } = await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${desk.accountId} AND id = ${[...messageOf.values()][0]!}`));
  assert.equal((await rowOf(id))['unread_count'], 0);
});

test('a merged id stands for where it went, a deleted one is gone', async () => {
  const [a, b, c] = await open(3);
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await mergeConversations(tx, desk.act, { from: a!, into: b! });
    await deleteConversation(tx, desk.act, c!);
  });
  assert.deepEqual((await change([a!], { priority: 4 })).map((one) => one.id), [b]);
  await assert.rejects(change([c!], { priority: 4 }), { code: 'not-found' });
});
