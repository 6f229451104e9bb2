import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { changeConversations, changeLife, deleteConversation, mergeConversations, postMessage, receiveMails } from '#core/conversations/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { getConversationWithTimeline, getTimeline, type TimelinePlace } from '../index.ts';

let desk: Desk;
let first = 0;
let second = 0;

before(async () => {
  desk = await openDesk();
  await desk.database.withAccount(desk.accountId, (tx) => receiveMails(tx, desk.act, desk.help, [
    writeMail({ id: '1@x', from: 'bo@home.test', cc: ['cara@home.test'], subject: 'One', at: '2024-05-01T10:00:00Z', text: 'first' }),
    writeMail({ id: '2@x', from: 'help@desk.test', to: ['bo@home.test'], references: ['1@x'], subject: 'Re: One', at: '2024-05-01T11:00:00Z', text: 'second' }),
    writeMail({ id: '3@x', from: 'bo@home.test', references: ['1@x'], subject: 'Re: One', at: '2024-05-01T12:00:00Z', text: 'third' }),
    writeMail({ id: '4@x', from: 'dora@home.test', subject: 'Two', at: '2024-05-02T12:00:00Z', text: 'other' }),
  ]));
  const idOf = async (mailId: string): Promise<number> => (await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ id: number }>`
    SELECT conversation_id AS id FROM messages WHERE account_id = ${desk.accountId} AND mail_id = ${mailId}`))).id;
  [first, second] = [await idOf('1@x'), await idOf('4@x')];
});
after(() => desk.close());

const get = (id: number, page: { before?: TimelinePlace | null; limit?: number } = {}) =>
  desk.database.withAccount(desk.accountId, (tx) => getConversationWithTimeline(tx, desk.act, id, page));

test('a timeline holds messages with body, parties and facts, oldest first', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => tx.run(sql`
    INSERT INTO message_facts (account_id, message_id, conversation_id, channel_id, at, message_type, is_automatic, joined_because, span_raw, is_initial_reply, is_newest, is_touch,
      is_nudge, is_closing, is_included, is_relevant, is_outlier)
    SELECT account_id, id, conversation_id, channel_id, at, 'outbound', false, 'references', 3600, true, false, true, false, false, true, true, false
    FROM messages WHERE account_id = ${desk.accountId} AND mail_id = '2@x'`));
  const { conversation, messages, isRedirected, earlier } = await get(first);
  assert.deepEqual(messages.map((message) => message.text), ['first', 'second', 'third']);
  assert.deepEqual([conversation.id, conversation.subject, conversation.labelIds, isRedirected, earlier], [first, 'One', [], false, null]);
  assert.deepEqual(messages[0]!.parties.map((party) => `${party.role} ${party.address}`), ['from bo@home.test', 'to help@desk.test', 'cc cara@home.test']);
  assert.equal(messages[0]!.facts, null);
  assert.deepEqual(messages[1]!.facts, {
    joinedBecause: 'references', classification: null, parentMessageId: null, spanRaw: 3600, spanBusiness: null, waitRaw: null, waitBusiness: null,
  });
});

test('a long timeline pages back by key', async () => {
  const seen: string[] = [];
  let before: TimelinePlace | null = null;
  do {
    const page = await get(first, { limit: 2, before });
    seen.unshift(...page.messages.map((message) => message.text));
    before = page.earlier;
  } while (before);
  assert.deepEqual(seen, ['first', 'second', 'third']);
});

test('a note of ours stands in it, with nobody in its headers', async () => {
  await postMessage(desk.database, desk.act, { conversationId: second, direction: 'note', text: 'call her' });
  const note = (await get(second)).messages.find((message) => message.direction === 'note');
  assert.deepEqual([note!.text, note!.parties, note!.mailId], ['call her', [], null]);
});

test('what was snoozed says until when, snoozed one by one or many at once, again and otherwise; what was woken says no time', async () => {
  const until = ['2024-05-09T08:00:00.000Z', '2024-05-10T08:00:00.000Z', '2024-05-11T08:00:00.000Z'];
  await desk.database.withAccount(desk.accountId, async (tx) => {
    await changeLife(tx, desk.act, [second], { life: 'snoozed', snoozedUntil: until[0]! });
    await changeLife(tx, desk.act, [second], { life: 'snoozed', snoozedUntil: until[1]! });
    await changeConversations(tx, desk.act, [second], { life: 'snoozed', snoozedUntil: '2024-05-11T10:00:00+02:00' });
    await changeConversations(tx, desk.act, [second], { life: 'open' });
  });
  const { entries } = await desk.database.withAccount(desk.accountId, (tx) => getTimeline(tx, desk.act, second));
  const lives = entries.flatMap((entry) => (entry.type === 'act' && entry.what === 'life' ? [[entry.to, entry.until]] : []));
  assert.deepEqual(lives, [...until.map((at) => ['snoozed', at]), ['open', null]]);
});

test('the id of a merged conversation leads to the one it was merged into', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => mergeConversations(tx, desk.act, { from: second, into: first }));
  const { conversation, isRedirected, messages } = await get(second);
  assert.deepEqual([conversation.id, isRedirected, messages.length], [first, true, 5]);
});

test('unknown, deleted and another account\'s answer alike', async () => {
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  await assert.rejects(get(999_999), { code: 'not-found' });
  await assert.rejects(desk.database.withAccount(other, (tx) => getConversationWithTimeline(tx, systemAct(other, desk.act.now, 'test'), first)), { code: 'not-found' });
  await desk.database.withAccount(desk.accountId, (tx) => deleteConversation(tx, desk.act, first));
  await assert.rejects(get(first), { code: 'not-found' });
});
