import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setupAccount } from '#core/accounts/index.ts';
import { changeChannelSettings, createApiChannel, disableChannel } from '#core/channels/index.ts';
import { getConversationWithTimeline, type ConversationWithTimeline } from '#core/desk/index.ts';
import { systemAct, type Act } from '#core/kernel/index.ts';
import { sql, type Tx } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { writeMail, type WrittenMail } from '#testkit/people/write-mail.ts';
import { cancelOutgoing, claimOutgoing, openConversation, composeMessage, deleteMessage, findUnsent, receiveMails, sendNow, type MessageToCompose } from '../index.ts';

let desk: Desk;
let ada: Act;
let asked: number;
let round = 0;

before(async () => {
  desk = await openDesk();
  const permissions = new Set(['conversations.read', 'conversations.reply', 'conversations.close'] as const);
  ada = { ...desk.act, actor: { kind: 'user', id: desk.userId, permissions } };
  await within((tx) => tx.run(sql`INSERT INTO files (account_id, sha256, byte_count, created_at) VALUES (${desk.accountId}, ${'a'.repeat(64)}, 5, ${desk.act.now})`));
});
after(() => desk.close());
beforeEach(async () => {
  round += 1;
  asked = await receive({ id: `ask${round}@home.test`, from: `bo${round}@home.test`, subject: 'Broken', references: [`root${round}@home.test`] });
});

const within = <T>(work: (tx: Tx) => Promise<T>) => desk.database.withAccount(desk.accountId, work);
const compose = (input: Partial<MessageToCompose> = {}, act = ada) => within((tx) => composeMessage(tx, act, { conversationId: asked, kind: 'reply', text: 'Have you tried?', ...input }));
const timeline = (id = asked): Promise<ConversationWithTimeline> => within((tx) => getConversationWithTimeline(tx, desk.act, id));
const partiesOf = (page: ConversationWithTimeline) => page.messages.at(-1)!.parties.map((party) => `${party.role} ${party.address}`);

async function receive(mail: WrittenMail): Promise<number> {
  const written = writeMail({ at: '2024-05-06T08:00:00.000Z', ...mail });
  const { messageOf } = await within((tx) => receiveMails(tx, desk.act, desk.help, [written]));
  return (await within((tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${desk.accountId} AND id = ${messageOf.get(written.copyKey)!}`))).id;
}

test('a reply goes to whom it answers, threads to it, waits for the undo delay, and it is the customer\'s turn', async () => {
  const result = await compose();
  assert.deepEqual(result, { messageId: result.messageId, conversationId: asked, delivery: 'held', sendAfter: '2024-05-06T12:00:10.000Z' });
  const page = await timeline();
  assert.deepEqual(partiesOf(page), ['from help@desk.test', `to bo${round}@home.test`]);
  const message = page.messages.at(-1)!;
  assert.equal(message.subject, 'Re: Broken');
  assert.match(message.mailId!, /^[0-9a-f-]{36}@desk\.test$/);
  assert.deepEqual([page.conversation.turn, page.conversation.waitingSince], ['customer', null]);
  assert.deepEqual(message.delivery, {
    state: 'held', sendAfter: '2024-05-06T12:00:10.000Z', handedOverAt: null, attempts: 0, nextAttemptAt: '2024-05-06T12:00:10.000Z', lastError: null, lastErrorKey: null, lastErrorSaid: null,
    recipients: [{ address: `bo${round}@home.test`, state: 'pending', detail: null }],
  });
  assert.equal(page.messages[0]!.delivery, null);
  const stored = await within((tx) => tx.one(sql<object>`
    SELECT in_reply_to, refs, thread_id = (SELECT thread_id FROM messages WHERE account_id = ${desk.accountId} AND mail_id = ${`ask${round}@home.test`}) AS same, user_id FROM messages
    WHERE account_id = ${desk.accountId} AND id = ${result.messageId}`));
  assert.deepEqual(stored, { in_reply_to: [`ask${round}@home.test`], refs: [`root${round}@home.test`, `ask${round}@home.test`], same: true, user_id: desk.userId });
});

test('the customer\'s answer to our reply comes into the same conversation', async () => {
  await compose();
  const { mailId } = (await timeline()).messages.at(-1)!;
  assert.equal(await receive({ id: `back${round}@home.test`, from: `bo${round}@home.test`, references: [mailId!], at: '2024-05-06T13:00:00.000Z' }), asked);
  assert.equal((await timeline()).conversation.turn, 'agent');
});

test('undo seconds come from the call, else the channel, else the account; a time to send later is kept as it is', async () => {
  assert.equal((await compose({ undoSeconds: 0 })).delivery, 'queued');
  assert.equal((await compose({ undoSeconds: 60 })).sendAfter, '2024-05-06T12:01:00.000Z');
  await within((tx) => changeChannelSettings(tx, desk.act, desk.help.id, { undoSeconds: 3 }));
  assert.equal((await compose()).sendAfter, '2024-05-06T12:00:03.000Z');
  await within((tx) => changeChannelSettings(tx, desk.act, desk.help.id, { undoSeconds: null }));
  await within((tx) => tx.run(sql`UPDATE accounts SET undo_seconds = 20 WHERE id = ${desk.accountId}`));
  assert.equal((await compose()).sendAfter, '2024-05-06T12:00:20.000Z');
  assert.equal((await compose({ sendAt: '2024-05-07T09:00:00+02:00' })).sendAfter, '2024-05-07T07:00:00.000Z');
  assert.equal((await compose({ sendAt: '2024-05-01T00:00:00Z' })).delivery, 'queued', 'a time that is over means now');
});

test('what is taken back goes and comes back as a draft, and the customer waits again', async () => {
  const attachments = [{ sha256: 'a'.repeat(64), fileName: 'a.txt', mediaType: 'text/plain', disposition: 'attachment' as const, contentId: null }];
  const { messageId } = await compose({ text: 'Oops', cc: [{ name: 'Cara', address: 'Cara@home.test' }], attachments });
  const draft = await within((tx) => cancelOutgoing(tx, ada, messageId));
  assert.deepEqual([draft.text, draft.subject, draft.kind, draft.cc, draft.attachments], ['Oops', 'Re: Broken', 'reply', [{ name: 'Cara', address: 'cara@home.test' }], attachments]);
  const page = await timeline();
  assert.equal(page.messages.length, 1);
  assert.deepEqual([page.conversation.turn, page.conversation.waitingSince], ['new', '2024-05-06T08:00:00Z']);
  await assert.rejects(within((tx) => cancelOutgoing(tx, ada, messageId)), { code: 'conflict' });
});

test('what is being sent, has left or may have left cannot be taken back', async () => {
  for (const [state, mayHaveLeft] of [['sending', true], ['handed-over', false], ['delivered', false], ['bounced', false], ['queued', true], ['failed', true]] as const) {
    const { messageId } = await compose();
    await within((tx) => tx.run(sql`UPDATE outgoing_mails SET state = ${state}, may_have_left = ${mayHaveLeft} WHERE account_id = ${desk.accountId} AND message_id = ${messageId}`));
    await assert.rejects(within((tx) => cancelOutgoing(tx, ada, messageId)), { code: 'conflict' }, state);
  }
});

test('a message that is deleted while it waits never leaves, and one that is being sent is not deleted', async () => {
  const { messageId } = await compose({ undoSeconds: 0 });
  await within((tx) => tx.run(sql`UPDATE outgoing_mails SET state = 'sending' WHERE account_id = ${desk.accountId} AND message_id = ${messageId}`));
  await assert.rejects(within((tx) => deleteMessage(tx, desk.act, asked, messageId)), { code: 'conflict' });
  await within((tx) => tx.run(sql`UPDATE outgoing_mails SET state = 'queued' WHERE account_id = ${desk.accountId} AND message_id = ${messageId}`));
  await within((tx) => deleteMessage(tx, desk.act, asked, messageId));
  const row = await within((tx) => tx.one(sql<object>`SELECT state, next_attempt_at AS next FROM outgoing_mails WHERE account_id = ${desk.accountId} AND message_id = ${messageId}`));
  assert.deepEqual(row, { state: 'cancelled', next: null });
  assert.deepEqual(await within((tx) => claimOutgoing(tx, { ...desk.act, now: '2024-05-07T12:00:00.000Z' }, messageId)), { claimed: null, notBefore: null });
  assert.equal((await timeline()).conversation.turn, 'new', 'the customer waits again');
});

test('a new conversation has its counterpart and contact, and is gone when its only mail is taken back', async () => {
  const made = await within((tx) => openConversation(tx, ada, { channelId: desk.help.id, to: [{ name: 'Dora', address: 'Dora@home.test' }], subject: 'Your\r\nBcc: x@evil.test order', text: 'It is ready.' }));
  const { conversation } = await timeline(made.conversationId);
  assert.deepEqual([conversation.subject, conversation.turn], ['Your Bcc: x@evil.test order', 'customer']);
  const row = await within((tx) => tx.one(sql<object>`
    SELECT a.address, p.value FROM conversations c JOIN addresses a ON a.account_id = c.account_id AND a.id = c.counterpart_id JOIN contact_points p ON p.account_id = c.account_id AND p.contact_id = c.contact_id
    WHERE c.account_id = ${desk.accountId} AND c.id = ${made.conversationId}`));
  assert.deepEqual(row, { address: 'dora@home.test', value: 'dora@home.test' });
  await within((tx) => cancelOutgoing(tx, ada, made.messageId));
  await assert.rejects(timeline(made.conversationId), { code: 'not-found' });
});

test('a forward needs a recipient, carries the files of what it passes on, and leaves the turn where it is', async () => {
  await within((tx) => tx.run(sql`
    INSERT INTO attachments (account_id, message_id, ordinal, file_name, media_type, sniffed_type, disposition, sha256, byte_count)
    SELECT account_id, id, 0, 'log.txt', 'text/plain', 'text/plain', 'attachment', ${'a'.repeat(64)}, 5 FROM messages WHERE account_id = ${desk.accountId} AND conversation_id = ${asked}`));
  await assert.rejects(compose({ kind: 'forward' }), { code: 'invalid' });
  await assert.rejects(compose({ kind: 'forward', to: [{ address: 'expert@other.test' }], text: '', quote: false }), { code: 'invalid' }, 'it would say nothing');
  await compose({ kind: 'forward', to: [{ address: 'expert@other.test' }], text: '' });
  const page = await timeline();
  const message = page.messages.at(-1)!;
  assert.deepEqual([message.subject, message.isForward, message.attachments.map((file) => file.fileName), page.conversation.turn], ['Fwd: Broken', true, ['log.txt'], 'new']);
  await compose();
  const answer = (await timeline()).messages.at(-1)!;
  assert.deepEqual([partiesOf(await timeline()).at(-1), answer.subject], [`to bo${round}@home.test`, 'Re: Broken'], 'an answer after it goes to the customer, not to whom it was forwarded');
});

test('a second call with the same key gives the first result, also at the same moment; another person\'s key is another', async () => {
  const key = `key-${round}`;
  const [one, two] = await Promise.all([compose({ clientKey: key }), compose({ clientKey: key })]);
  assert.deepEqual(one, two);
  const begin = () => within((tx) => openConversation(tx, ada, { channelId: desk.help.id, to: [{ address: 'eve@home.test' }], subject: 'Hi', text: 'Hi', clientKey: `new-${round}` }));
  const begun = await Promise.all([begin(), begin(), begin()]);
  assert.equal(new Set(begun.map((result) => result.messageId)).size, 1);
  assert.notEqual((await compose({ clientKey: key }, desk.act)).messageId, one.messageId);
  assert.equal((await timeline()).messages.length, 3);
});

test('in a channel of software a message is simply there', async () => {
  const channel = await within((tx) => createApiChannel(tx, desk.act, { name: 'App' }));
  const { id } = await within((tx) => tx.one(sql<{ id: number }>`
    INSERT INTO conversations (account_id, channel_id, kind, started_at, last_message_at, created_at) VALUES (${desk.accountId}, ${channel.id}, 'api', ${ada.now}, ${ada.now}, ${ada.now}) RETURNING id`));
  const result = await compose({ conversationId: id });
  assert.deepEqual([result.delivery, result.sendAfter], [null, null]);
  const page = await timeline(id);
  assert.deepEqual([page.messages[0]!.delivery, page.messages[0]!.mailId, page.conversation.turn], [null, null, 'customer']);
});

test('unsent mail is listed newest first, by page and state, and can be sent at once', async () => {
  const [first, second] = [await compose({ sendAt: '2024-05-08T00:00:00Z' }), await compose({ undoSeconds: 0 })];
  const list = await within((tx) => findUnsent(tx, ada, { limit: 2 }));
  assert.deepEqual(list.map((mail) => [mail.messageId, mail.state]), [[second.messageId, 'queued'], [first.messageId, 'held']]);
  assert.equal((await within((tx) => findUnsent(tx, ada, { before: second.messageId, limit: 1 })))[0]!.messageId, first.messageId);
  await within((tx) => sendNow(tx, ada, first.messageId));
  const [, now] = await within((tx) => findUnsent(tx, ada, { limit: 2, states: ['queued'] }));
  assert.deepEqual([now!.messageId, now!.sendAfter, now!.nextAttemptAt], [first.messageId, ada.now, ada.now]);
});

test('senseless, refused and foreign input is named and changes nothing', async () => {
  const count = () => within((tx) => tx.one(sql<{ t: string }>`
    SELECT concat_ws(',', (SELECT count(*) FROM messages), (SELECT count(*) FROM outgoing_mails), (SELECT count(*) FROM events), (SELECT count(*) FROM conversations), (SELECT count(*) FROM contacts)) AS t`));
  const before = await count();
  const bad: [string, Partial<MessageToCompose>][] = [
    ['text', { text: ' ' }], ['text', { text: 'a\u0000b' }], ['html', { html: '\u0000' }], ['to.0.address', { to: [{ address: 'nobody' }] }], ['to.0.address', { to: [{ address: 'a@b.test\r\nRCPT TO:<x@y.test>' }] }],
    ['cc.0.address', { cc: [{ address: '"a@evil x"@in.test' }] }], ['bcc.1.address', { bcc: [{ address: 'a@b.test' }, { address: '' }] }], ['to', { to: [] }],
    ['undoSeconds', { undoSeconds: 61 }], ['sendAt', { sendAt: 'tomorrow' }], ['sendAt', { sendAt: '2034-01-01T00:00:00Z' }], ['clientKey', { clientKey: '' }],
    ['attachments.0.sha256', { attachments: [{ sha256: 'x', fileName: 'a', mediaType: 'text/plain', disposition: 'attachment' }] }],
    ['attachments.0.mediaType', { attachments: [{ sha256: 'a'.repeat(64), fileName: 'a', mediaType: 'text/plain\r\nX: y', disposition: 'attachment' }] }],
    ['attachments.0.fileName', { attachments: [{ sha256: 'a'.repeat(64), fileName: 'a\r\nb', mediaType: 'text/plain', disposition: 'attachment' }] }],
    ['attachments.0.contentId', { attachments: [{ sha256: 'a'.repeat(64), fileName: 'a', mediaType: 'text/plain', disposition: 'inline', contentId: 'a>b' }] }],
    ['to', { to: Array.from({ length: 101 }, (_, at) => ({ address: `a${at}@b.test` })) }],
  ];
  for (const [field, input] of bad) await assert.rejects(compose(input), (error: { fields?: { field: string }[] }) => error.fields?.[0]?.field === field, `${field} ${JSON.stringify(input).slice(0, 60)}`);
  await assert.rejects(compose({ attachments: [{ sha256: 'b'.repeat(64), fileName: 'a', mediaType: 'text/plain', disposition: 'attachment' }] }), { code: 'not-found' });
  await assert.rejects(compose({ agentId: 999_999 }), { code: 'not-found' });
  await assert.rejects(compose({ inReplyToMessageId: 999_999 }), { code: 'not-found' });
  await assert.rejects(compose({ conversationId: 999_999 }), { code: 'not-found' });
  await assert.rejects(compose({}, { ...ada, actor: { ...ada.actor, permissions: new Set(['conversations.read']) } }), { code: 'forbidden' });
  const other = (await setupAccount(desk.database, { accountName: 'Other', email: `x${round}@other.test`, name: 'X', password: null, now: desk.act.now })).account.id;
  await assert.rejects(desk.database.withAccount(other, (tx) => composeMessage(tx, systemAct(other, desk.act.now, 'test'), { conversationId: asked, kind: 'reply', text: 'x' })), { code: 'not-found' });
  assert.deepEqual(await count(), before);
  await within((tx) => disableChannel(tx, desk.act, desk.sales.id));
  await assert.rejects(within((tx) => openConversation(tx, ada, { channelId: desk.sales.id, to: [{ address: 'a@b.test' }], subject: 'x', text: 'x' })), { code: 'conflict' });
});
