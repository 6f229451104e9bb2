import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { changeChannelSettings, disableChannel, enableChannel, removeConnection } from '#core/channels/index.ts';
import { cancelOutgoing, composeMessage, deleteConversation, findUnsent, getDelivery, retryOutgoing, type Delivery, type MessageToCompose } from '#core/conversations/index.ts';
import { getConversationWithTimeline } from '#core/desk/index.ts';
import { catchUp } from '#core/events/index.ts';
import { sql } from '#storage/index.ts';
import { findLostMail } from './find-lost-mail.ts';
import { sendMailHandler, setServerText } from './send-mail.ts';
import { openSendingDesk, type SendingDesk } from './testing/mail-room.ts';

let room: SendingDesk;
let round = 0;
const hour = 3_600_000;

before(async () => { room = await openSendingDesk(); });
after(() => room.close());
afterEach(async () => {
  room.peer.behave({});
  room.peer.mails.length = 0;
  room.clock.advance(4 * 24 * hour); // what a test left behind is over for the next
  await room.drain();
  room.peer.mails.length = 0;
});

async function ask(): Promise<{ messageId: number; conversationId: number }> {
  round += 1;
  const messageId = await room.receive(`From: Bo <bo@home.test>\r\nTo: help@desk.test\r\nSubject: Broken ${round}\r\nMessage-ID: <ask${round}@home.test>\r\nDate: Mon, 06 May 2024 11:00:00 +0000\r\n\r\nIt does not run.\r\n`);
  const { conversationId } = await room.within((tx) => tx.one(sql<{ conversationId: number }>`SELECT conversation_id AS "conversationId" FROM messages WHERE account_id = ${room.desk.accountId} AND id = ${messageId}`));
  return { messageId, conversationId };
}

async function answer(input: Partial<MessageToCompose> = {}): Promise<{ messageId: number; conversationId: number }> {
  const { conversationId } = await ask();
  room.clock.advance(60_000);
  return room.within((tx) => composeMessage(tx, room.now(), { conversationId, kind: 'reply', text: 'Have you tried?', undoSeconds: 0, ...input }));
}

const delivery = (messageId: number): Promise<Delivery> => room.within((tx) => getDelivery(tx, room.now(), messageId));
const turnOf = async (id: number) => (await room.within((tx) => getConversationWithTimeline(tx, room.now(), id))).conversation;
const idOf = (raw: Buffer): string => /^Message-ID: <(.*)>\r$/m.exec(raw.toString())![1]!;

test('a mail leaves through the server of its mailbox, is handed over, and its time is then', async () => {
  const { messageId, conversationId } = await answer({ undoSeconds: 10 });
  assert.equal(await room.drain(), 0, 'it is held');
  room.clock.advance(10_000);
  assert.equal(await room.drain(), 1);
  const [mail] = room.peer.mails;
  assert.deepEqual([mail!.from, mail!.to], ['help@desk.test', ['bo@home.test']]);
  const state = await delivery(messageId);
  assert.deepEqual([state.state, state.handedOverAt, state.attempts, state.lastError, state.nextAttemptAt], ['handed-over', room.now().now, 1, null, null]);
  assert.deepEqual(state.recipients.map((one) => one.state), ['accepted']);
  const { messages } = await room.within((tx) => getConversationWithTimeline(tx, room.now(), conversationId));
  assert.deepEqual([Date.parse(messages.at(-1)!.at), messages.at(-1)!.atSource], [room.clock.nowMs(), 'smtp']);
  assert.equal(await room.drain(), 0, 'once');
});

test('an answer counts in the figures from its hand-over on, and not while it waits, fails or is taken back', async () => {
  const factsOf = async (id: number) => {
    await catchUp(room.desk.database, [factsConsumer]);
    return room.within((tx) => tx.one(sql<{ raw: number | null; mails: number }>`SELECT first_reply_raw AS raw, mail_count AS mails FROM conversation_facts WHERE account_id = ${room.desk.accountId} AND conversation_id = ${id}`));
  };
  room.peer.behave({ data: { code: 451, text: 'later' } });
  const { conversationId } = await answer();
  assert.deepEqual(await factsOf(conversationId), { raw: null, mails: 1 });
  await room.drain();
  assert.deepEqual(await factsOf(conversationId), { raw: null, mails: 1 });
  room.peer.behave({});
  room.clock.advance(2 * 60_000);
  await room.drain();
  assert.deepEqual(await factsOf(conversationId), { raw: 180, mails: 2 });
  const other = await answer({ undoSeconds: 60 });
  await factsOf(other.conversationId);
  await room.within((tx) => cancelOutgoing(tx, room.now(), other.messageId));
  assert.deepEqual(await factsOf(other.conversationId), { raw: null, mails: 1 });
});

test('a mail refused for now is tried again later with the same bytes, and after three days it has failed and our turn comes back', async () => {
  room.peer.behave({ data: { code: 451, text: '4.3.0 come back' } });
  const { messageId, conversationId } = await answer();
  await room.drain();
  const first = await delivery(messageId);
  assert.deepEqual([first.state, first.attempts, first.lastError], ['queued', 1, '451 4.3.0 come back']);
  const waits = (Date.parse(first.nextAttemptAt!) - room.clock.nowMs()) / 1_000;
  assert.ok(waits >= 60 && waits <= 66, `${waits}`);
  assert.equal(await room.drain(), 0, 'not before its time');
  let tries = 1;
  for (let passed = 0; passed < 80 && (await delivery(messageId)).state === 'queued'; passed += 1) {
    room.clock.advance(hour);
    tries += await room.drain();
  }
  const last = await delivery(messageId);
  assert.equal(last.state, 'failed');
  assert.ok(tries > 15 && tries < 40, `${tries} tries`);
  assert.match(last.recipients[0]!.detail!, /^Given up after three days/);
  assert.deepEqual([(await turnOf(conversationId)).turn, (await turnOf(conversationId)).waitingSince !== null], ['agent', true]);
  await room.within((tx) => retryOutgoing(tx, room.now(), messageId));
  assert.equal((await turnOf(conversationId)).turn, 'customer');
  await room.drain();
  assert.deepEqual([(await delivery(messageId)).state, (await delivery(messageId)).attempts], ['queued', 1], 'it has its three days again');
  room.peer.behave({});
  room.clock.advance(hour);
  await room.drain();
  assert.equal((await delivery(messageId)).state, 'handed-over');
});

test('an answer that waits in a conversation that is deleted never leaves', async () => {
  const { messageId, conversationId } = await answer({ undoSeconds: 30 });
  await room.within((tx) => deleteConversation(tx, room.now(), conversationId));
  room.clock.advance(hour);
  await room.drain();
  assert.deepEqual([room.peer.mails.length, (await delivery(messageId)).state, (await delivery(messageId)).nextAttemptAt], [0, 'cancelled', null]);
  assert.equal((await room.within((tx) => findUnsent(tx, room.now(), {}))).some((mail) => mail.messageId === messageId), false);
});

test('a recipient refused for good fails alone, one refused for now is tried alone, and the mail says so', async () => {
  const { messageId, conversationId } = await answer({ to: [{ address: 'good@home.test' }, { address: 'gone@home.test' }], bcc: [{ address: 'full@home.test' }] });
  room.peer.behave({ recipient: (address) => (address.startsWith('gone') ? { code: 550, text: '5.1.1 no such user' } : address.startsWith('full') ? { code: 452, text: '4.2.2 mailbox full' } : null) });
  await room.drain();
  const half = await delivery(messageId);
  assert.deepEqual([half.state, half.handedOverAt !== null], ['queued', true]);
  assert.deepEqual(half.recipients.map(({ address, state }) => [address, state]), [['good@home.test', 'accepted'], ['gone@home.test', 'failed'], ['full@home.test', 'pending']]);
  await assert.rejects(room.within((tx) => cancelOutgoing(tx, room.now(), messageId)), { code: 'conflict' });
  room.peer.behave({});
  room.clock.advance(hour);
  await room.drain();
  assert.deepEqual(room.peer.mails.map((mail) => mail.to), [['good@home.test'], ['full@home.test']]);
  assert.ok(room.peer.mails[0]!.raw.equals(room.peer.mails[1]!.raw), 'the same bytes');
  assert.ok(!room.peer.mails[0]!.raw.includes('full@home.test'), 'a Bcc stands in no header');
  assert.equal((await delivery(messageId)).state, 'bounced');
  assert.equal((await turnOf(conversationId)).turn, 'agent');
});

test('refused for good before anything left is failed, and it can be taken back and edited', async () => {
  room.peer.behave({ sender: { code: 550, text: '5.7.1 not allowed to send as this' } });
  const { messageId, conversationId } = await answer();
  await room.drain();
  assert.deepEqual([(await delivery(messageId)).state, (await delivery(messageId)).lastError], ['failed', '550 5.7.1 not allowed to send as this']);
  assert.equal((await room.within((tx) => findUnsent(tx, room.now(), { states: ['failed'] })))[0]!.messageId, messageId);
  assert.equal((await room.within((tx) => cancelOutgoing(tx, room.now(), messageId))).text, 'Have you tried?');
  assert.equal((await turnOf(conversationId)).turn, 'agent', 'somebody said that it is our turn: it holds');
});

test('a connection that breaks after the mail has gone is unknown: sent again with the same Message-ID, and no longer to be taken back', async () => {
  room.peer.behave({ data: 'drop-kept' });
  const { messageId } = await answer();
  await room.drain();
  const state = await delivery(messageId);
  assert.equal(state.state, 'queued');
  assert.match(state.lastError!, /may have arrived/);
  await assert.rejects(room.within((tx) => cancelOutgoing(tx, room.now(), messageId)), { code: 'conflict' });
  room.peer.behave({});
  room.clock.advance(hour);
  await room.drain();
  assert.equal(room.peer.mails.length, 2);
  assert.equal(idOf(room.peer.mails[0]!.raw), idOf(room.peer.mails[1]!.raw));
  assert.equal((await delivery(messageId)).state, 'handed-over');
});

test('a server that hangs, one that drops before the mail and one that is not there give nothing away', async () => {
  const { messageId } = await answer();
  room.peer.behave({ isRecipientDropped: true });
  await room.drain();
  assert.equal((await delivery(messageId)).state, 'queued');
  await room.connect(room.desk.help.id, 1);
  room.clock.advance(hour);
  await room.drain();
  assert.match((await delivery(messageId)).lastError!, /127\.0\.0\.1:1.*ECONNREFUSED/);
  assert.equal((await room.within((tx) => cancelOutgoing(tx, room.now(), messageId))).text, 'Have you tried?');
  await room.connect(room.desk.help.id);
  room.peer.behave({ data: 'hang' });
  const hung = await answer();
  await room.drain();
  assert.match((await delivery(hung.messageId)).lastError!, /may have arrived/);
});

test('without a server a mail waits and says what to set, and leaves when one is set, or the channel is enabled', async () => {
  await room.within((tx) => removeConnection(tx, room.now(), room.desk.help.id, 'smtp'));
  const { messageId } = await answer();
  await room.drain();
  for (let days = 0; days < 5; days += 1) {
    room.clock.advance(24 * hour);
    await room.drain();
  }
  const waiting = await delivery(messageId);
  assert.deepEqual([waiting.state, waiting.attempts, waiting.lastError], ['queued', 0, setServerText]);
  await room.connect(room.desk.help.id);
  assert.equal(await room.drain(), 1);
  assert.equal((await delivery(messageId)).state, 'handed-over');
  const second = await answer();
  await room.within((tx) => disableChannel(tx, room.now(), room.desk.help.id));
  await room.drain();
  assert.match((await delivery(second.messageId)).lastError!, /disabled/);
  await room.within((tx) => enableChannel(tx, room.now(), room.desk.help.id));
  await room.drain();
  assert.equal((await delivery(second.messageId)).state, 'handed-over');
});

test('a relay sends for a channel without a server of its own', async () => {
  await room.within((tx) => removeConnection(tx, room.now(), room.desk.help.id, 'smtp'));
  const { messageId } = await answer();
  await catchUp(room.desk.database, []);
  const relay = { host: '127.0.0.1', port: room.peer.port, security: 'none' as const, user: null, password: null };
  await sendMailHandler({ ...room.context, relay })({ id: 1, accountId: room.desk.accountId, queue: 'mail', kind: 'send-mail', payload: { messageId }, attempt: 1, attemptsMax: 1, leaseUntil: '' }, { signal: new AbortController().signal });
  assert.deepEqual([(await delivery(messageId)).state, room.peer.mails.length], ['handed-over', 1]);
  await room.connect(room.desk.help.id);
});

test('a process that died after the hand-over leaves the mail to a later try with the same Message-ID; its own late record changes nothing', async () => {
  const { messageId } = await answer();
  const { claimOutgoing, recordOutcome } = await import('#core/conversations/index.ts');
  const { claimed } = await room.within((tx) => claimOutgoing(tx, room.now(), messageId));
  assert.equal((await delivery(messageId)).state, 'sending');
  assert.equal((await room.within((tx) => claimOutgoing(tx, room.now(), messageId))).claimed, null, 'one process at a time');
  await assert.rejects(room.within((tx) => cancelOutgoing(tx, room.now(), messageId)), { code: 'conflict' });
  await room.drain();
  assert.equal((await delivery(messageId)).state, 'sending', 'another waits until the try counts as lost');
  room.clock.advance(31_000);
  await room.drain();
  assert.deepEqual([(await delivery(messageId)).state, room.peer.mails.length], ['handed-over', 1]);
  const late = await room.within((tx) => recordOutcome(tx, room.now(), claimed!, { accepted: [], refused: [{ address: 'bo@home.test', detail: 'x' }], postponed: [], end: 'nothing-left', error: 'x', response: null, serverMailId: null }));
  assert.deepEqual([late, (await delivery(messageId)).state], [null, 'handed-over']);
});

test('a mail whose job is lost is found again', async () => {
  const { messageId } = await answer();
  await catchUp(room.desk.database, [(await import('./mail-out-reactor.ts')).mailOutReactor]);
  await room.desk.database.rows(sql`DELETE FROM jobs`);
  room.clock.advance(60_000);
  assert.equal(await findLostMail(room.desk.database, room.clock.nowMs()), 0, 'it may be under way');
  room.clock.advance(5 * 60_000);
  assert.equal(await findLostMail(room.desk.database, room.clock.nowMs()), 1);
  await room.drain();
  assert.equal((await delivery(messageId)).state, 'handed-over');
});

test('what is imported sends nothing', async () => {
  const { conversationId } = await ask();
  await room.drain();
  const silent = { ...room.now(), origin: 'import' as const };
  await room.within((tx) => changeChannelSettings(tx, room.now(), room.desk.help.id, { autoReply: { inHours: { text: 'Thanks.', html: null }, outOfHours: null } }));
  await room.within((tx) => composeMessage(tx, silent, { conversationId, kind: 'reply', text: 'x', undoSeconds: 0 }));
  await room.receive('From: Cara <cara@home.test>\r\nTo: help@desk.test\r\nSubject: Old\r\nMessage-ID: <old@home.test>\r\n\r\nHello.\r\n', room.desk.help, 'import');
  assert.equal(await room.drain(), 0);
  await room.within((tx) => changeChannelSettings(tx, room.now(), room.desk.help.id, { autoReply: { inHours: null, outOfHours: null } }));
});

test('the pictures of a formatted mail go back with the answer that quotes it', async () => {
  const gif = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  round += 1;
  const messageId = await room.receive([
    'From: Bo <bo@home.test>', 'To: help@desk.test', 'Subject: Picture', `Message-ID: <picture${round}@home.test>`, 'Date: Mon, 06 May 2024 11:00:00 +0000', 'MIME-Version: 1.0', 'Content-Type: multipart/related; boundary=b', '',
    '--b', 'Content-Type: text/html', '', '<p>See <img src="cid:dot@home.test"> <img src="https://home.test/far.png"></p>', '--b', 'Content-Type: image/gif; name=dot.gif', 'Content-ID: <dot@home.test>', 'Content-Disposition: inline', 'Content-Transfer-Encoding: base64', '', gif, '--b--', '',
  ].join('\r\n'));
  const { conversationId } = await room.within((tx) => tx.one(sql<{ conversationId: number }>`SELECT conversation_id AS "conversationId" FROM messages WHERE account_id = ${room.desk.accountId} AND id = ${messageId}`));
  room.clock.advance(60_000);
  const posted = await room.within((tx) => composeMessage(tx, room.now(), { conversationId, kind: 'reply', text: 'Seen', html: '<p><b>Seen</b></p>', undoSeconds: 0 }));
  await room.drain();
  const sent = room.peer.mails.at(-1)!.raw.toString();
  assert.equal((await delivery(posted.messageId)).state, 'handed-over');
  assert.ok(sent.includes('Content-ID: <dot@home.test>') && sent.includes(gif), sent);
  assert.match(sent.replaceAll('=\r\n', ''), /src=3D"cid:dot@home\.test" \/> <img src=3D"https:\/\/home\.test\/far\.png/);
});
