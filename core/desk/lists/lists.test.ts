import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeConversation, changeConversations, changeLife, deleteConversation, labelConversation, mergeConversations, receiveMails } from '#core/conversations/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { countConversations, findConversations, listConversations, type ConversationFilter, type ConversationPlace } from '../index.ts';

let desk: Desk;
let ids: number[];
let ada = 0;
let label = 0;
let asAda: Act;

/** Twelve conversations, a minute apart, 11 the newest; two share an instant. */
before(async () => {
  desk = await openDesk();
  const mails = Array.from({ length: 12 }, (_, n) => writeMail({
    id: `m${n}@x`, from: `bo${n}@home.test`, subject: `Matter ${n}`, at: `2026-03-01T10:${String(n === 5 ? 4 : n).padStart(2, '0')}:00Z`,
  }));
  ids = await desk.database.withAccount(desk.accountId, async (tx) => {
    await receiveMails(tx, desk.act, desk.help, mails.slice(0, 8));
    await receiveMails(tx, desk.act, desk.sales, mails.slice(8));
    const rows = await tx.rows(sql<{ id: number }>`SELECT id FROM conversations WHERE account_id = ${desk.accountId} ORDER BY last_message_at, id`);
    const made = rows.map((row) => row.id);
    ada = (await tx.one(sql<{ id: number }>`INSERT INTO agents (account_id, user_id, name, created_at) VALUES (${desk.accountId}, ${desk.userId}, 'Ada', ${desk.act.now}) RETURNING id`)).id;
    label = (await tx.one(sql<{ id: number }>`INSERT INTO labels (account_id, name, name_norm, created_at) VALUES (${desk.accountId}, 'vip', 'vip', ${desk.act.now}) RETURNING id`)).id;
    await changeConversations(tx, desk.act, [made[0]!], { isUnread: false });
    await changeConversation(tx, desk.act, made[1]!, { assigneeId: ada, priority: 4 });
    await changeConversation(tx, desk.act, made[2]!, { assigneeId: ada });
    await labelConversation(tx, desk.act, made[3]!, { add: [label] });
    await changeLife(tx, desk.act, [made[6]!], { life: 'resolved' });
    await changeLife(tx, desk.act, [made[7]!], { life: 'spam' });
    await deleteConversation(tx, desk.act, made[8]!);
    await mergeConversations(tx, desk.act, { from: made[9]!, into: made[10]! });
    return made;
  });
  asAda = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set(['conversations.read']) } };
});
after(() => desk.close());

const list = async (filter: ConversationFilter = {}): Promise<number[]> => {
  const hot = await listConversations(desk.database, asAda, filter);
  const inside = await desk.database.withAccount(desk.accountId, (tx) => findConversations(tx, asAda, filter));
  const { count } = await desk.database.withAccount(desk.accountId, (tx) => countConversations(tx, asAda, filter));
  assert.deepEqual(inside, hot);
  assert.equal(count, hot.rows.length);
  return hot.rows.map((row) => ids.indexOf(row.id));
};

const cases: [string, () => ConversationFilter, number[]][] = [
  ['nothing asked: what lives, newest first, an instant that two share by id', () => ({}), [11, 10, 6, 5, 4, 3, 2, 1, 0]],
  ['open', () => ({ lives: ['open'] }), [11, 10, 5, 4, 3, 2, 1, 0]],
  ['spam', () => ({ lives: ['spam'] }), [7]],
  ['mine', () => ({ assignee: 'me' }), [2, 1]],
  ['an agent\'s', () => ({ assignee: ada }), [2, 1]],
  ['nobody\'s', () => ({ assignee: 'nobody', lives: ['open'] }), [11, 10, 5, 4, 3, 0]],
  ['a channel\'s', () => ({ channelId: desk.sales.id }), [11, 10]],
  ['a label\'s', () => ({ labelId: label }), [3]],
  ['a priority\'s', () => ({ priority: 4 }), [1]],
  ['a turn\'s', () => ({ turn: 'customer' }), []],
  ['a team\'s', () => ({ teamId: 1 }), []],
  ['unread', () => ({ isUnread: true }), [11, 10, 6, 5, 4, 3, 2, 1]],
  ['read', () => ({ isUnread: false }), [0]],
  ['two filters', () => ({ assignee: ada, priority: 0 }), [2]],
];
for (const [name, filter, wanted] of cases) test(`list: ${name}`, async () => { assert.deepEqual(await list(filter()), wanted); });

test('a contact\'s conversations', async () => {
  const { contact_id: contactId } = await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ contact_id: number }>`SELECT contact_id FROM conversations WHERE account_id = ${desk.accountId} AND id = ${ids[4]!}`));
  assert.deepEqual(await list({ contactId }), [4]);
});

test('pages by key: no gap, no repeat, whatever shares an instant', async () => {
  for (const limit of [1, 2, 5]) {
    const seen: number[] = [];
    let before: ConversationPlace | null = null;
    do {
      const page = await listConversations(desk.database, asAda, {}, { limit, before });
      seen.push(...page.rows.map((row) => ids.indexOf(row.id)));
      before = page.next;
    } while (before);
    assert.deepEqual(seen, [11, 10, 6, 5, 4, 3, 2, 1, 0]);
  }
});

test('counts of what only grows are capped, of what is open exact', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`
    INSERT INTO conversations (account_id, channel_id, life, started_at, last_message_at, created_at)
    SELECT ${desk.accountId}, ${desk.help.id}, CASE WHEN n <= 1200 THEN 'open' ELSE 'closed' END, '2020-01-01', '2020-01-01', '2020-01-01' FROM generate_series(1, 2400) n`));
  const count = (filter: ConversationFilter) => desk.database.withAccount(desk.accountId, (tx) => countConversations(tx, asAda, filter));
  assert.deepEqual(await count({ lives: ['open'] }), { count: 1208, isCapped: false });
  assert.deepEqual(await count({ lives: ['closed'] }), { count: 1000, isCapped: true });
});

test('a label that very many carry lists and counts the same way', async () => {
  const common = await desk.database.withAccount(desk.accountId, async (tx) => {
    const { id } = await tx.one(sql<{ id: number }>`INSERT INTO labels (account_id, name, name_norm, created_at) VALUES (${desk.accountId}, 'all', 'all', ${desk.act.now}) RETURNING id`);
    await tx.run(sql`INSERT INTO conversation_labels (account_id, conversation_id, label_id) SELECT account_id, id, ${id}::bigint FROM conversations WHERE account_id = ${desk.accountId}`);
    return id;
  });
  const page = await listConversations(desk.database, asAda, { labelId: common }, { limit: 9 });
  assert.deepEqual(page.rows.map((row) => ids.indexOf(row.id)), [11, 10, 6, 5, 4, 3, 2, 1, 0]);
  assert.deepEqual(await desk.database.withAccount(desk.accountId, (tx) => countConversations(tx, asAda, { labelId: common, lives: ['open'] })), { count: 1208, isCapped: false });
});

test('me is nobody without a signed-in person, and reading needs the permission', async () => {
  await assert.rejects(listConversations(desk.database, desk.act, { assignee: 'me' }), { code: 'invalid' });
  const act: Act = { ...asAda, actor: { ...asAda.actor, permissions: new Set(['contacts.read']) } };
  await assert.rejects(listConversations(desk.database, act), { code: 'forbidden' });
});

test('the hot list leaves no tenant behind and cannot leave its caller\'s', async () => {
  await listConversations(desk.database, asAda);
  assert.deepEqual(await desk.database.rows(sql`SELECT current_account() AS account`), [{ account: null }]);
  await assert.rejects(desk.database.withAccount(desk.accountId, (tx) => findConversations(tx, { ...asAda, accountId: desk.accountId + 1 })), /an act of account/);
  const foreign = sql`SELECT * FROM list_conversations(${desk.accountId + 1}, '{open}', 5, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`;
  await assert.rejects(desk.database.withAccount(desk.accountId, (tx) => tx.rows(foreign)), { code: '42501' });
});
