import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { createSite, createApiChannel, findContactSource, putContactSource, type ContactSource } from '#core/channels/index.ts';
import { createContact, deleteContact, getContact } from '#core/contacts/index.ts';
import { readEventsAfter, sequenceOnce } from '#core/events/index.ts';
import { recordFiles } from '#core/files/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { createAgent } from '#core/people/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import {
  answerMessage, changeLife, contactAct, deleteMessage, eventForContact, findContactConversations, findContactMessageByKey, findContactMessages, findDeletedMessages, findMessageAnswers, getContactConversation, getContactFile, getContactMessage,
  identifyContact, markSeenByContact, mergeConversations, openContactConversation, openConversation, postContactMessage, postMessage, postMessageWithFiles,
} from '../index.ts';

let desk: Desk;
let siteId: number;
let agentId: number;
before(async () => {
  desk = await openDesk();
  await within(async (tx) => {
    siteId = (await createSite(tx, desk.act, { name: 'Shop' })).id;
    agentId = (await createAgent(tx, desk.act, { name: 'Ada' })).id;
  });
});
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
const at = (seconds: number) => new Date(Date.parse(desk.act.now) + seconds * 1_000).toISOString();
const his = (source: ContactSource, seconds = 0) => contactAct(desk.accountId, { contactId: source.contactId, now: at(seconds), source: 'test' });
let names = 0;
const stranger = () => {
  names += 1;
  return within((tx) => identifyContact(tx, contactAct(desk.accountId, { contactId: null, now: desk.act.now, source: 'test' }), siteId, `visitor-${names}`, {}));
};
const opened = async (source: ContactSource) => (await within((tx) => openContactConversation(tx, his(source), source))).id;

test('a contact sees what was said to and by him, in order, never notes and acts, and nobody sees another\'s', async () => {
  const [bo, cara] = [await stranger(), await stranger()];
  const id = await opened(bo);
  const { messageId: first } = await within((tx) => postContactMessage(tx, his(bo, 1), bo, { conversationId: id, text: 'Hello' }));
  await within((tx) => postMessage(tx, { ...desk.act, now: at(2) }, { conversationId: id, direction: 'note', text: 'a liar' }));
  await within((tx) => postMessage(tx, { ...desk.act, now: at(3) }, { conversationId: id, direction: 'outgoing', text: 'Hi', agentId }));
  await within((tx) => changeLife(tx, desk.act, [id], { life: 'resolved' }));
  const messages = await within((tx) => findContactMessages(tx, bo, id, { limit: 10 }));
  assert.deepEqual(messages.map(({ direction, text, agent }) => [direction, text, agent?.name ?? null]), [['incoming', 'Hello', null], ['outgoing', 'Hi', 'Ada']]);
  assert.deepEqual((await within((tx) => findContactMessages(tx, bo, id, { limit: 10, afterId: first }))).map(({ text }) => text), ['Hi']);
  assert.deepEqual((await within((tx) => findContactMessages(tx, bo, id, { limit: 10, beforeId: messages[1]!.id }))).map(({ text }) => text), ['Hello']);
  const { id: noteId } = await within((tx) => tx.one(sql<{ id: number }>`SELECT id FROM messages WHERE account_id = ${desk.accountId} AND conversation_id = ${id} AND direction = 'note'`));
  await assert.rejects(within((tx) => getContactMessage(tx, bo, id, noteId)), { code: 'not-found' });
  assert.equal((await within((tx) => findContactConversations(tx, bo)))[0]?.life, 'resolved');
  assert.deepEqual(await within((tx) => findContactConversations(tx, cara)), []);
  for (const work of [() => within((tx) => getContactConversation(tx, cara, id)), () => within((tx) => findContactMessages(tx, cara, id, { limit: 1 })), () => within((tx) => getContactMessage(tx, cara, id, first)),
    () => within((tx) => postContactMessage(tx, his(cara), cara, { conversationId: id, text: 'x' })), () => within((tx) => markSeenByContact(tx, his(cara), cara, id)), () => within((tx) => findDeletedMessages(tx, cara, id))]) {
    await assert.rejects(work(), { code: 'not-found' });
  }
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now })).account.id;
  await assert.rejects(desk.database.withAccount(other, (tx) => getContactConversation(tx, bo, id)), { code: 'not-found' });
});

test('of another contact\'s name in the channel not even the same contact sees anything, and conversations that came by no name are nobody\'s', async () => {
  const bo = await stranger();
  const second = await within((tx) => putContactSource(tx, desk.act, { channelId: siteId, contactId: bo.contactId, sourceId: 'bo-elsewhere' }));
  const id = await opened(bo);
  await assert.rejects(within((tx) => getContactConversation(tx, second, id)), { code: 'not-found' });
  const { id: ours } = await within((tx) => openConversation(tx, desk.act, { channelId: siteId, contactId: bo.contactId }));
  await assert.rejects(within((tx) => getContactConversation(tx, bo, ours)), { code: 'not-found' });
  const { id: shared } = await within((tx) => openConversation(tx, desk.act, { channelId: siteId, contactId: bo.contactId, sourceId: bo.sourceId }));
  assert.equal((await within((tx) => getContactConversation(tx, bo, shared))).id, shared);
});

test('told again under its key a message is there once, also by two at once; something else under it is refused', async () => {
  const bo = await stranger();
  const id = await opened(bo);
  const say = (text: string) => within((tx) => postContactMessage(tx, his(bo), bo, { conversationId: id, text, clientKey: 'k-1' }));
  const answers = await Promise.all(Array.from({ length: 8 }, () => say('once')));
  assert.equal(new Set(answers.map(({ messageId }) => messageId)).size, 1);
  assert.equal(answers.filter(({ isNew }) => isNew).length, 1);
  assert.equal((await within((tx) => findContactMessages(tx, bo, id, { limit: 10 }))).length, 1);
  assert.equal((await within((tx) => findContactMessages(tx, bo, id, { limit: 10 })))[0]?.clientKey, 'k-1');
  await assert.rejects(say('twice'), { code: 'conflict', key: 'client-key-reused' });
  const cara = await stranger();
  const hers = await opened(cara);
  assert.equal((await within((tx) => postContactMessage(tx, his(cara), cara, { conversationId: hers, text: 'mine', clientKey: 'k-1' }))).isNew, true, 'a key is its contact\'s own');
  assert.equal((await within((tx) => findContactMessageByKey(tx, cara, 'k-1')))?.conversationId, hers);
  for (const wrong of [{ text: '' }, { text: 'x'.repeat(20_001) }, { text: 'a\u0000' }, { text: '\ud800' }, { text: 'x', clientKey: '' }, { text: 'x', clientKey: 'a b' }, { text: 'x', clientKey: 'k'.repeat(101) }]) {
    await assert.rejects(within((tx) => postContactMessage(tx, his(bo), bo, { conversationId: id, ...wrong })), { code: 'invalid' }, JSON.stringify(wrong).slice(0, 40));
  }
});

test('what is deleted is told as such, and its file is not to be had any more, nor one of a note', async () => {
  const bo = await stranger();
  const id = await opened(bo);
  const file = { sha256: 'ab'.repeat(32), byteCount: 3, fileName: 'a.png', mediaType: 'image/png', sniffedType: 'image/png' };
  await within((tx) => recordFiles(tx, desk.act, [file]));
  const { messageId } = await within((tx) => postMessageWithFiles(tx, desk.act, { conversationId: id, direction: 'outgoing', text: '', files: [file] }));
  await within((tx) => postMessageWithFiles(tx, desk.act, { conversationId: id, direction: 'note', text: 'see', files: [file] }));
  const ids = (await within((tx) => tx.rows(sql<{ id: number; messageId: number }>`SELECT id, message_id AS "messageId" FROM attachments WHERE account_id = ${desk.accountId} ORDER BY id`)));
  const own = ids.find((one) => one.messageId === messageId)!.id;
  assert.equal((await within((tx) => getContactFile(tx, bo, own))).fileName, 'a.png');
  await assert.rejects(within((tx) => getContactFile(tx, bo, ids.at(-1)!.id)), { code: 'not-found' });
  const cara = await stranger();
  await assert.rejects(within((tx) => getContactFile(tx, cara, own)), { code: 'not-found' });
  await within((tx) => deleteMessage(tx, desk.act, id, messageId));
  assert.deepEqual((await within((tx) => findContactMessages(tx, bo, id, { limit: 10 }))).map(({ isDeleted, text, attachments }) => [isDeleted, text, attachments.length]), [[true, '', 0]]);
  assert.deepEqual(await within((tx) => findDeletedMessages(tx, bo, id)), [messageId]);
  await assert.rejects(within((tx) => getContactFile(tx, bo, own)), { code: 'not-found' });
});

test('that he looked is told once, and only where there was something new', async () => {
  const bo = await stranger();
  const id = await opened(bo);
  assert.equal(await within((tx) => markSeenByContact(tx, his(bo, 1), bo, id)), false);
  await within((tx) => postMessage(tx, { ...desk.act, now: at(2) }, { conversationId: id, direction: 'outgoing', text: 'Hi' }));
  assert.equal((await within((tx) => getContactConversation(tx, bo, id))).unreadCount, 1);
  assert.equal(await within((tx) => markSeenByContact(tx, his(bo, 3), bo, id)), true);
  assert.equal(await within((tx) => markSeenByContact(tx, his(bo, 4), bo, id)), false);
  assert.equal((await within((tx) => getContactConversation(tx, bo, id))).unreadCount, 0);
});

test('a conversation merged into another\'s is not there for its contact any more; merged into one of his own, it leads there', async () => {
  const [bo, cara] = [await stranger(), await stranger()];
  const [mine, hers, second] = [await opened(bo), await opened(cara), await opened(bo)];
  await within((tx) => postContactMessage(tx, his(bo), bo, { conversationId: mine, text: 'secret of bo' }));
  await within((tx) => mergeConversations(tx, desk.act, { from: second, into: mine }));
  assert.equal((await within((tx) => getContactConversation(tx, bo, second))).id, mine);
  await within((tx) => mergeConversations(tx, desk.act, { from: mine, into: hers }));
  await assert.rejects(within((tx) => getContactConversation(tx, bo, mine)), { code: 'not-found' });
  assert.deepEqual(await within((tx) => findContactConversations(tx, bo)), []);
});

test('only a proved identifier leads to a contact that is there, and what was said before goes with him', async () => {
  const known = await within((tx) => createContact(tx, desk.act, { name: 'Dora', points: [{ kind: 'external', value: 'user-7' }, { kind: 'email', value: 'dora@home.test' }] }));
  const anonymous = await stranger();
  const id = await opened(anonymous);
  await within((tx) => postContactMessage(tx, his(anonymous), anonymous, { conversationId: id, text: 'before', clientKey: 'k' }));
  const act = his(anonymous);
  const claimed = await within((tx) => identifyContact(tx, act, siteId, anonymous.sourceId, { identifier: 'user-7', email: 'Dora@home.test', name: 'Dora?' }));
  assert.deepEqual([claimed.contactId, claimed.sourceId, claimed.refused], [anonymous.contactId, anonymous.sourceId, ['email']], 'what is only said makes nobody another');
  assert.deepEqual((await within((tx) => getContact(tx, desk.act, anonymous.contactId))).points, []);

  const proved = await within((tx) => identifyContact(tx, act, siteId, anonymous.sourceId, { identifier: 'user-7', isProved: true }));
  assert.equal(proved.contactId, known.id);
  assert.notEqual(proved.sourceId, anonymous.sourceId, 'an unproved name is not taken over');
  assert.equal((await within((tx) => getContactConversation(tx, proved, id))).contactId, known.id);
  assert.equal((await within((tx) => findContactMessageByKey(tx, proved, 'k')))?.conversationId, id);
  await assert.rejects(within((tx) => getContactConversation(tx, anonymous, id)), { code: 'not-found' });

  const elsewhere = await within((tx) => identifyContact(tx, act, siteId, null, { identifier: 'user-7', isProved: true }));
  assert.equal(elsewhere.sourceId, proved.sourceId, 'another device of the same person');
  const eve = await within((tx) => identifyContact(tx, act, siteId, proved.sourceId, { identifier: 'user-8', isProved: true }));
  assert.notEqual(eve.sourceId, proved.sourceId, 'the next who signs in on the device is himself');
  assert.equal((await within((tx) => findContactConversations(tx, eve))).length, 0);
  assert.equal((await within((tx) => findContactConversations(tx, proved))).length, 1, 'and takes nothing of the one before along');
});

test('an identifier that nobody proved stays out of the contact, whatever kind the channel is: whoever proves it later would be taken for this one', async () => {
  const api = await within((tx) => createApiChannel(tx, desk.act, { name: 'App' }));
  const act = contactAct(desk.accountId, { contactId: null, now: desk.act.now, source: 'test' });
  const [web, app] = [await within((tx) => identifyContact(tx, act, siteId, null, { identifier: 'user-web', name: 'W' })), await within((tx) => identifyContact(tx, act, api.id, null, { identifier: 'user-app', name: 'A' }))];
  assert.deepEqual((await within((tx) => getContact(tx, desk.act, web.contactId))).points, []);
  assert.deepEqual((await within((tx) => getContact(tx, desk.act, app.contactId))).points, []);
  const proved = await within((tx) => identifyContact(tx, act, siteId, null, { identifier: 'user-app', isProved: true }));
  assert.notEqual(proved.contactId, app.contactId);
});

test('a contact that was deleted opens nothing by its old name', async () => {
  const bo = await stranger();
  await within((tx) => deleteContact(tx, desk.act, bo.contactId));
  assert.equal((await within((tx) => findContactSource(tx, desk.act, siteId, bo.sourceId)))?.contactId, bo.contactId);
  await assert.rejects(within((tx) => openContactConversation(tx, his(bo), bo)), { code: 'not-found' });
});

test('what a message asks for is filled in by its contact alone, in messages of ours, and the newest counts', async () => {
  const [bo, cara] = [await stranger(), await stranger()];
  const id = await opened(bo);
  const { messageId } = await within((tx) => postMessage(tx, desk.act, { conversationId: id, direction: 'outgoing', text: 'How was it?' }));
  const answer = (who: ContactSource, message: number, value: Record<string, unknown>) => within((tx) => answerMessage(tx, his(who), who, { conversationId: id, messageId: message, answer: value }));
  await answer(bo, messageId, { rating: 3 });
  await answer(bo, messageId, { rating: 5 });
  assert.deepEqual((await within((tx) => findMessageAnswers(tx, desk.act, [messageId]))).get(messageId), { rating: 5 });
  await assert.rejects(answer(cara, messageId, { rating: 1 }), { code: 'not-found' });
  const { messageId: own } = await within((tx) => postContactMessage(tx, his(bo), bo, { conversationId: id, text: 'mine' }));
  await assert.rejects(answer(bo, own, { rating: 1 }), { code: 'conflict' });
  await assert.rejects(answer(bo, messageId, { text: 'x'.repeat(20_001) }), { code: 'invalid' });
  await assert.rejects(answer(bo, messageId, { text: 'a\u0000' }), { code: 'invalid' });
});

test('of all that happens a contact hears what he may see, and nothing of notes and of the desk', async () => {
  await sequenceOnce(desk.database);
  const events = await within((tx) => readEventsAfter(tx, 0, 500));
  const heard = new Map(events.map((event) => [`${event.type}${event.type === 'message.stored' ? ` ${String(event.data['direction'])}` : ''}`, eventForContact(event)]));
  assert.equal(heard.get('message.stored note'), null);
  assert.equal(heard.get('message.stored incoming'), 'message');
  assert.equal(heard.get('message.stored outgoing'), 'message');
  assert.equal(heard.get('message.deleted'), 'deleted');
  assert.equal(heard.get('contact.created'), null);
  for (const field of ['priority', 'team', 'turn']) assert.equal(eventForContact({ type: 'conversation.changed', data: { field } }), null);
  for (const type of ['conversation.labelled', 'notification.created', 'offer.changed', 'presence.changed'] as const) assert.equal(eventForContact({ type, data: {} }), null);
});

test('a system\'s act is no contact\'s: what a contact may do is write, and nothing else', async () => {
  const bo = await stranger();
  const id = await opened(bo);
  for (const work of [(act: ReturnType<typeof his>) => within((tx) => changeLife(tx, act, [id], { life: 'closed' })), (act: ReturnType<typeof his>) => within((tx) => deleteMessage(tx, act, id, 1)), (act: ReturnType<typeof his>) => within((tx) => createContact(tx, act, { name: 'x' })),
    (act: ReturnType<typeof his>) => within((tx) => postMessage(tx, act, { conversationId: id, direction: 'note', text: 'x' }))]) await assert.rejects(work(his(bo)), { code: 'forbidden' });
  assert.equal(systemAct(desk.accountId, desk.act.now, 'test').actor.permissions, 'all');
});
