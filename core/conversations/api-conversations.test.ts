import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createApiChannel } from '#core/channels/index.ts';
import { createContact } from '#core/contacts/index.ts';
import { findConversationCards, findMessages, getMessage, searchConsumer, searchMessages } from '#core/desk/index.ts';
import { catchUp } from '#core/events/index.ts';
import type { Act, Permission } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail } from '#testkit/people/write-mail.ts';
import { changeHandler, deleteConversation, deleteMessage, openConversation, postMessageWithFiles, receiveMails, setConversationLabels } from './index.ts';

let desk: Desk;
let channelId: number;
let contactId: number;
const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const only = (...permissions: Permission[]): Act => ({ ...desk.act, actor: { kind: 'user', id: desk.userId, permissions: new Set(permissions) } });
const events = async (conversationId: number) => (await within((tx) => tx.rows(sql<{ type: string; data: object }>`
  SELECT type, data FROM events WHERE account_id = ${desk.accountId} AND conversation_id = ${conversationId} ORDER BY id`))).map(({ type, data }) => [type, data]);
const file = (byte: string) => ({ sha256: byte.repeat(64), byteCount: 3, fileName: 'a.txt', mediaType: 'text/plain', sniffedType: 'text/plain' });
const open = (more = {}) => within((tx) => openConversation(tx, desk.act, { channelId, contactId, ...more }));
const cardOf = async (id: number) => (await within((tx) => findConversationCards(tx, desk.act, [id])))[0]!;

before(async () => {
  desk = await openDesk();
  await within(async (tx) => {
    channelId = (await createApiChannel(tx, desk.act, { name: 'Robot' })).id;
    contactId = (await createContact(tx, desk.act, { name: 'Bo', points: [{ kind: 'email', value: 'bo@home.test' }] })).id;
  });
});
after(() => desk.close());

test('a conversation is opened with a contact, by people or a bot, and says so in its event', async () => {
  const { id } = await open({ isBots: true });
  const card = await cardOf(id);
  assert.deepEqual([card.conversation.kind, card.conversation.handler, card.conversation.life, card.contact?.email, card.channelKind], ['api', 'bot', 'open', 'bo@home.test', 'api']);
  assert.deepEqual(await events(id), [['conversation.opened', { channelId }]]);
  await within((tx) => changeHandler(tx, desk.act, id, 'person'));
  await within((tx) => changeHandler(tx, desk.act, id, 'person'));
  assert.deepEqual((await events(id)).slice(1), [['conversation.changed', { field: 'handler', from: 'bot', to: 'person' }]]);
});

test('nothing is opened with an unknown contact or channel, or without the permission', async () => {
  await assert.rejects(open({ contactId: 999_999 }), { code: 'not-found' });
  await assert.rejects(open({ channelId: 999_999 }), { code: 'not-found' });
  await assert.rejects(within((tx) => openConversation(tx, only('conversations.read'), { channelId, contactId })), { code: 'forbidden' });
  await assert.rejects(open({ subject: 'two\nlines' }), { code: 'invalid' });
});

test('a mail that answers by subject joins the conversation that was opened in a mailbox', async () => {
  const { id } = await within((tx) => openConversation(tx, desk.act, { channelId: desk.help.id, contactId, subject: 'Your order' }));
  await within((tx) => receiveMails(tx, desk.act, desk.help, [writeMail({ from: 'bo@home.test', subject: 'Re: Your order', at: '2024-05-06T13:00:00.000Z' })]));
  assert.equal((await cardOf(id)).conversation.messageCount, 1);
});

test('a message may carry files, and files alone are a message', async () => {
  const { id } = await open();
  const { messageId } = await within((tx) => postMessageWithFiles(tx, desk.act, { conversationId: id, direction: 'incoming', text: '', files: [file('a'), file('b')] }));
  const message = await within((tx) => getMessage(tx, desk.act, id, messageId));
  assert.deepEqual(message.attachments.map(({ fileName, byteCount, sniffedType }) => [fileName, byteCount, sniffedType]), [['a.txt', 3, 'text/plain'], ['a.txt', 3, 'text/plain']]);
  await assert.rejects(within((tx) => postMessageWithFiles(tx, desk.act, { conversationId: id, direction: 'incoming', text: '' })), { code: 'invalid' });
  await assert.rejects(within((tx) => postMessageWithFiles(tx, only('conversations.note'), { conversationId: id, direction: 'outgoing', text: 'x' })), { code: 'forbidden' });
  await assert.rejects(within((tx) => postMessageWithFiles(tx, desk.act, { conversationId: 999_999, direction: 'note', text: 'x' })), { code: 'not-found' });
});

test('labels are set as a whole; new ones are made only by who may make labels', async () => {
  const { id } = await open();
  await within((tx) => setConversationLabels(tx, desk.act, id, ['Red', 'blue']));
  await within((tx) => setConversationLabels(tx, only('conversations.label'), id, ['BLUE']));
  assert.deepEqual((await cardOf(id)).labels, ['blue']);
  await assert.rejects(within((tx) => setConversationLabels(tx, only('conversations.label'), id, ['blue', 'green'])), { code: 'invalid' });
  assert.deepEqual((await cardOf(id)).labels, ['blue']);
  await within((tx) => setConversationLabels(tx, desk.act, id, []));
  assert.deepEqual((await cardOf(id)).labels, []);
});

test('a deleted message loses its words and files, leaves search and counts, and its mail does not come back', async () => {
  const mail = writeMail({ from: 'bo@home.test', subject: 'Zebra', text: 'a zebra', at: '2024-05-06T09:00:00.000Z', id: 'zebra@home.test' });
  const answer = writeMail({ from: 'bo@home.test', subject: 'Re: Zebra', text: 'second', references: ['zebra@home.test'], at: '2024-05-06T10:00:00.000Z' });
  await within((tx) => receiveMails(tx, desk.act, desk.help, [mail, answer]));
  await catchUp(desk.database, [searchConsumer]);
  const find = () => within((tx) => searchMessages(tx, desk.act, { query: 'zebra' }));
  const id = (await find()).rows[0]!.conversationId;
  const [first, second] = await within((tx) => findMessages(tx, desk.act, id, { limit: 10 }));
  await within((tx) => deleteMessage(tx, desk.act, id, first!.id));
  await catchUp(desk.database, [searchConsumer]);
  assert.equal((await find()).rows.filter((row) => row.messageId === first!.id).length, 0);
  const [gone, left] = await within((tx) => findMessages(tx, desk.act, id, { limit: 10 }));
  assert.deepEqual([gone?.text, gone?.subject, gone?.attachments, typeof gone?.deletedAt, left?.id], ['', '', [], 'string', second!.id]);
  assert.equal((await cardOf(id)).conversation.messageCount, 1);
  await within((tx) => receiveMails(tx, desk.act, desk.sales, [{ ...mail, copyKey: 'raw:again' }]));
  assert.equal((await within((tx) => findMessages(tx, desk.act, id, { limit: 10 }))).length, 2);
  await within((tx) => deleteMessage(tx, desk.act, id, second!.id));
  const { conversation } = await cardOf(id);
  assert.deepEqual([conversation.messageCount, conversation.turn, conversation.waitingSince], [0, 'none', null]);
  await assert.rejects(within((tx) => deleteMessage(tx, desk.act, id, second!.id)), { code: 'not-found' });
  await assert.rejects(within((tx) => deleteMessage(tx, only('conversations.reply'), id, second!.id)), { code: 'forbidden' });
});

test('nothing is deleted from under legal hold, nor from another conversation', async () => {
  const [{ id }, other] = [await open(), await open()];
  const { messageId } = await within((tx) => postMessageWithFiles(tx, desk.act, { conversationId: id, direction: 'note', text: 'x' }));
  await assert.rejects(within((tx) => deleteMessage(tx, desk.act, other.id, messageId)), { code: 'not-found' });
  await within((tx) => tx.run(sql`UPDATE conversations SET legal_hold = true WHERE account_id = ${desk.accountId} AND id = ${id}`));
  await assert.rejects(within((tx) => deleteMessage(tx, desk.act, id, messageId)), { code: 'conflict' });
});

test('messages are paged by one of them; those of a deleted conversation are not found', async () => {
  const { id } = await open();
  const ids: number[] = [];
  for (const text of ['a', 'b', 'c']) ids.push((await within((tx) => postMessageWithFiles(tx, desk.act, { conversationId: id, direction: 'outgoing', text }))).messageId);
  const texts = async (page: { beforeId?: number; afterId?: number }) => (await within((tx) => findMessages(tx, desk.act, id, { ...page, limit: 2 }))).map(({ text }) => text);
  assert.deepEqual([await texts({}), await texts({ beforeId: ids[1]! }), await texts({ afterId: ids[0]! }), await texts({ beforeId: 999_999 })], [['b', 'c'], ['a'], ['b', 'c'], []]);
  await within((tx) => deleteConversation(tx, desk.act, id));
  await assert.rejects(texts({}), { code: 'not-found' });
});
