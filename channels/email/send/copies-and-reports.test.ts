import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { openConversation, composeMessage, getDelivery, retryOutgoing } from '#core/conversations/index.ts';
import { getConversationWithTimeline } from '#core/desk/index.ts';
import { sql } from '#storage/index.ts';
import { openSendingDesk, type SendingDesk } from './testing/mail-room.ts';

let room: SendingDesk;
let sent: { messageId: number; conversationId: number; raw: Buffer; mailId: string };

before(async () => { room = await openSendingDesk(); });
after(() => room.close());
beforeEach(async () => {
  room.clock.advance(3_600_000);
  const composed = await room.within((tx) => openConversation(tx, room.now(), {
    channelId: room.desk.help.id, to: [{ name: 'Bo', address: 'bo@home.test' }, { address: 'cara@home.test' }], subject: 'Your order', text: 'It is ready.\n', html: '<p>It is ready.</p>', undoSeconds: 0,
  }));
  await room.drain();
  const raw = room.peer.mails.at(-1)!.raw;
  sent = { ...composed, raw, mailId: /^Message-ID: <(.*)>\r$/m.exec(raw.toString())![1]! };
});

const timeline = (id = sent.conversationId) => room.within((tx) => getConversationWithTimeline(tx, room.now(), id));
const count = () => room.within((tx) => tx.one(sql<{ messages: number; conversations: number }>`SELECT (SELECT count(*) FROM messages) AS messages, (SELECT count(*) FROM conversations) AS conversations`));
const delivery = () => room.within((tx) => getDelivery(tx, room.now(), sent.messageId));

function report(fields: { recipient?: string; action: string; status: string; about?: string; id?: string }): string {
  return [
    'From: MAILER-DAEMON@mx.home.test', 'To: help@desk.test', 'Subject: Delivery Status Notification', `Message-ID: <${fields.id ?? Math.random()}@mx.home.test>`, 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b', '', '--b', '', 'About your mail.', '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.home.test', '',
    `Final-Recipient: rfc822; ${fields.recipient ?? 'bo@home.test'}`, `Action: ${fields.action}`, `Status: ${fields.status}`, 'Diagnostic-Code: smtp; 550 no such user', '', '--b',
    'Content-Type: text/rfc822-headers', '', `Message-ID: <${fields.about ?? sent.mailId}>`, 'Subject: Your order', '', '--b--', '',
  ].join('\r\n');
}

test('the copy that the Sent folder has, the one another mailbox of ours gets, and one that servers changed are the same message', async () => {
  const before = await count();
  const at = (await timeline()).messages[0]!.at;
  room.clock.advance(60_000);
  const received = Buffer.concat([Buffer.from('Return-Path: <help@desk.test>\r\nReceived: from a by b; Mon, 06 May 2024 12:00:00 +0000\r\nX-Spam: no\r\n'), sent.raw]);
  assert.equal(await room.receive(sent.raw), sent.messageId, 'as it was sent');
  assert.equal(await room.receive(received, room.desk.sales), sent.messageId, 'with headers added, elsewhere');
  const echoed = sent.raw.toString().replace('Subject: Your order', 'Subject: [list] Your order').replace('It is ready.', 'It is ready. -- footer of the list');
  assert.equal(await room.receive(echoed, room.desk.sales), sent.messageId, 'with another subject and text');
  assert.deepEqual(await count(), before);
  assert.equal((await timeline()).messages[0]!.at, at, 'it left when it left');
  const { copies } = await room.within((tx) => tx.one(sql<{ copies: number }>`SELECT count(*) AS copies FROM message_copies WHERE account_id = ${room.desk.accountId} AND message_id = ${sent.messageId}`));
  assert.equal(copies, 4);
});

test('a copy that is read before our own record of the hand-over is the same message, and the earlier time counts', async () => {
  const { messageId } = sent;
  await room.within((tx) => tx.run(sql`UPDATE outgoing_mails SET state = 'queued', handed_over_at = NULL, next_attempt_at = ${room.now().now} WHERE account_id = ${room.desk.accountId} AND message_id = ${messageId}`));
  await room.within((tx) => tx.run(sql`UPDATE outgoing_recipients SET state = 'pending' WHERE account_id = ${room.desk.accountId} AND message_id = ${messageId}`));
  assert.equal(await room.receive(sent.raw), messageId);
  const seenMs = room.clock.nowMs();
  room.clock.advance(60_000);
  await room.within((tx) => retryOutgoing(tx, room.now(), messageId));
  await room.drain();
  assert.equal((await delivery()).state, 'handed-over');
  assert.equal(Date.parse((await timeline()).messages[0]!.at), seenMs);
});

test('a stranger who knows our Message-ID cannot hide a mail behind it', async () => {
  const before = await count();
  const forged = `From: Eve <eve@evil.test>\r\nTo: help@desk.test\r\nSubject: Pay here\r\nMessage-ID: <${sent.mailId}>\r\n\r\nElsewhere.\r\n`;
  assert.notEqual(await room.receive(forged), sent.messageId);
  assert.equal((await count()).messages, before.messages + 1);
});

test('a bounce marks the recipient and the mail, stands in its conversation, and gives us the turn', async () => {
  assert.equal((await timeline()).conversation.turn, 'customer');
  await room.receive(report({ action: 'failed', status: '5.1.1' }));
  const { state, recipients, lastError } = await delivery();
  assert.deepEqual([state, recipients.map((one) => one.state), lastError], ['bounced', ['bounced', 'accepted'], '5.1.1 550 no such user']);
  const page = await timeline();
  assert.deepEqual([page.conversation.turn, page.messages.length, page.messages[1]!.automaticKind], ['agent', 2, 'bounce']);
});

test('a delay is noted and changes no more; a report of delivery to all makes it delivered', async () => {
  await room.receive(report({ action: 'delayed', status: '4.4.1' }));
  assert.deepEqual([(await delivery()).state, (await delivery()).recipients[0]!.state], ['handed-over', 'delayed']);
  await room.receive(report({ action: 'delivered', status: '2.0.0' }));
  assert.equal((await delivery()).state, 'handed-over', 'cara\'s is not known');
  await room.receive(report({ action: 'delivered', status: '2.0.0', recipient: 'cara@home.test' }));
  assert.equal((await delivery()).state, 'delivered');
  assert.equal((await timeline()).conversation.turn, 'customer');
});

test('a report about a recipient or a mail that is not ours changes nothing', async () => {
  await room.receive(report({ action: 'failed', status: '5.1.1', recipient: 'stranger@home.test' }));
  await room.receive(report({ action: 'failed', status: '5.1.1', about: 'unknown@elsewhere.test' }));
  assert.deepEqual((await delivery()).recipients.map((one) => one.state), ['accepted', 'accepted']);
  assert.equal((await timeline()).messages.length, 2, 'the first is about our mail all the same, and is shown there');
});

test('a bounced mail that is tried again goes only to whom it bounced from', async () => {
  await room.receive(report({ action: 'failed', status: '5.1.1' }));
  await room.within((tx) => retryOutgoing(tx, room.now(), sent.messageId));
  await room.drain();
  assert.deepEqual(room.peer.mails.at(-1)!.to, ['bo@home.test']);
  assert.deepEqual([(await delivery()).state, (await timeline()).conversation.turn], ['handed-over', 'customer']);
});

test('an answer to a bounce goes to the customer, not to the daemon', async () => {
  await room.receive(report({ action: 'failed', status: '5.1.1' }));
  const { messageId } = await room.within((tx) => composeMessage(tx, room.now(), { conversationId: sent.conversationId, kind: 'reply', text: 'Again.' }));
  assert.deepEqual((await room.within((tx) => getDelivery(tx, room.now(), messageId))).recipients.map((one) => one.address), ['bo@home.test', 'cara@home.test']);
});
