import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { brakePauseMs, findSendingBrake, setConnection } from '#core/channels/index.ts';
import { claimOutgoing, claimMs, openConversation, extendClaim, getDelivery, sendNow, type Delivery } from '#core/conversations/index.ts';
import { findMailboxHealth } from '#core/desk/index.ts';
import { sql } from '#storage/index.ts';
import { startSmtpPeer, type SmtpPeer } from '#testkit/smtp-peer/start-smtp-peer.ts';
import { createDialSlots } from './dial-slots.ts';
import { sendTestMail } from './send-test-mail.ts';
import { sendMailHandler } from './send-mail.ts';
import { openSendingDesk, type SendingDesk } from './testing/mail-room.ts';

let room: SendingDesk;
let other: SmtpPeer;
before(async () => {
  room = await openSendingDesk();
  other = await startSmtpPeer();
  await room.connect(room.desk.sales.id, other.port);
});
after(async () => {
  await other.close();
  await room.close();
});
beforeEach(async () => {
  room.peer.behave({});
  await room.within((tx) => tx.run(sql`DELETE FROM sending_brakes WHERE account_id = ${room.desk.accountId}`));
  await room.connect(room.desk.help.id);
  await room.drain(); // what a test left behind is over for the next
  room.clock.advance(4 * 24 * 3_600_000);
  await room.drain();
  room.peer.mails.length = 0;
  room.peer.sessions = 0;
  other.mails.length = 0;
});

const write = async (subject: string, channelId = room.desk.help.id): Promise<number> => (await room.within((tx) => openConversation(tx, room.now(), {
  channelId, to: [{ address: 'bo@home.test' }], subject, text: 'x', undoSeconds: 0,
}))).messageId;
const delivery = (messageId: number): Promise<Delivery> => room.within((tx) => getDelivery(tx, room.now(), messageId));
const brake = () => room.within((tx) => findSendingBrake(tx, room.now(), `channel:${room.desk.help.id}`));
const dead = { sender: { code: 421, text: '4.3.2 not now' } };
/** Long enough for those that wait until a moment and a fifth more. */
const pass = (ms: number): void => room.clock.advance(Math.ceil(ms * 1.2) + 1);

test('a server that fails is tried by one mail at a time; the others wait and say why and until when, and another server\'s mail goes', async () => {
  room.peer.behave(dead);
  const first = await write('first');
  await room.drain();
  assert.match((await delivery(first)).lastError!, /not now/);
  const later = [await write('second'), await write('third')];
  const elsewhere = await write('elsewhere', room.desk.sales.id);
  room.peer.sessions = 0;
  await room.drain();
  assert.equal(room.peer.sessions, 0, 'nobody knocks again so soon');
  assert.deepEqual([(await delivery(elsewhere)).state, other.mails.length], ['handed-over', 1]);
  for (const messageId of later) {
    const { state, attempts, lastError, nextAttemptAt } = await delivery(messageId);
    assert.deepEqual([state, attempts], ['queued', 0], 'to wait is no try');
    assert.match(lastError!, /^The mail server 127\.0\.0\.1:\d+ has not worked since 2024-05-10T12:00:00Z; one mail at a time tries it, the next at 2024-05-10T12:00:15Z\. It said: .*not now/);
    assert.ok(Date.parse(nextAttemptAt!) >= room.clock.nowMs() + brakePauseMs(1));
  }
  pass(brakePauseMs(1));
  await room.drain();
  assert.equal(room.peer.sessions, 1, 'one of them tries it');
  assert.deepEqual([(await brake())?.failures, (await brake())?.failingSince], [2, '2024-05-10T12:00:00Z']);

  room.peer.behave({});
  pass(brakePauseMs(2));
  pass(60_000); // the first mail has a pause of its own
  await room.drain();
  assert.deepEqual([await brake(), room.peer.mails.length], [null, 3], 'the first that is taken lets all go');
  for (const messageId of [first, ...later]) assert.deepEqual([(await delivery(messageId)).state, (await delivery(messageId)).lastError], ['handed-over', null]);
});

test('refused sign-ins are knocks as well: they stop before the provider locks the mailbox', async () => {
  const locked = await startSmtpPeer({ user: { name: 'box', password: 'right' } });
  const key = await room.context.key();
  const connect = (secret: string) => room.within((tx) => setConnection(tx, room.now(), key, room.desk.help.id, 'smtp', { host: '127.0.0.1', port: locked.port, security: 'none', auth: 'password', userName: 'box', secret }));
  await connect('wrong');
  const ids = [await write('a')];
  await room.drain();
  for (let n = 0; n < 5; n += 1) ids.push(await write(`b${n}`));
  await room.drain();
  assert.equal(locked.sessions, 1);
  await connect('right'); // a change of the settings lets all go
  pass(60_000);
  await room.drain();
  assert.deepEqual([locked.mails.length, (await Promise.all(ids.map(delivery))).every(({ state }) => state === 'handed-over')], [6, true]);
  await locked.close();
});

test('a test mail that is taken lets go of what waited for the server', async () => {
  room.peer.behave(dead);
  await write('a');
  await room.drain();
  const waiting = await write('b');
  await room.drain();
  room.peer.behave({});
  assert.equal((await sendTestMail(room.context, { ...room.desk.act, now: room.now().now }, room.desk.help.id, 'ada@desk.test')).ok, true);
  assert.equal(await brake(), null);
  await room.drain();
  assert.equal((await delivery(waiting)).state, 'handed-over');
  pass(60_000);
  await room.drain();
});

test('one recipient or one mail that is refused says nothing about the server', async () => {
  room.peer.behave({ recipient: () => ({ code: 451, text: '4.2.1 busy mailbox' }) });
  await write('a');
  await room.drain();
  assert.equal(await brake(), null);
  room.peer.behave({ data: { code: 554, text: '5.7.1 spam' } });
  await write('b');
  await room.drain();
  assert.equal(await brake(), null);
  room.peer.behave({});
  pass(60_000);
  await room.drain();
});

test('a mail that fails on our side before the server is asked says nothing about the server either', async () => {
  room.peer.behave(dead);
  await write('a');
  await room.drain();
  const waiting = await write('b');
  await room.drain();
  pass(brakePauseMs(1));
  const lost = await write('lost');
  await room.within((tx) => tx.run(sql`INSERT INTO raw_mails (account_id, sha256, byte_count) VALUES (${room.desk.accountId}, repeat('0', 64), 1)`));
  await room.within((tx) => tx.run(sql`UPDATE outgoing_mails SET raw_sha256 = repeat('0', 64) WHERE account_id = ${room.desk.accountId} AND message_id = ${lost}`));
  await room.within((tx) => tx.run(sql`UPDATE outgoing_mails SET next_attempt_at = next_attempt_at + interval '1 hour' WHERE account_id = ${room.desk.accountId} AND message_id = ${waiting}`));
  await room.drain();
  assert.deepEqual([(await delivery(lost)).attempts, (await brake())?.failures], [1, 1], 'its bytes are not there: nobody asked the server');
  room.peer.behave({});
  pass(2 * 3_600_000);
  await room.drain();
});

test('a mail that has waited for three days for its server fails, as one that was tried for so long', async () => {
  room.peer.behave(dead);
  await write('a');
  await room.drain();
  const waiting = await write('b');
  for (let hours = 0; hours < 80; hours += 4) {
    await room.drain();
    room.clock.advance(4 * 3_600_000);
  }
  await room.drain();
  const { state, recipients } = await delivery(waiting);
  assert.deepEqual([state, recipients[0]!.detail!.startsWith('Given up after three days')], ['failed', true]);
});

test('send now tries at once, also where a server that failed was to be left alone for longer', async () => {
  room.peer.behave(dead);
  await write('a');
  await room.drain();
  const waiting = await write('b');
  await room.drain();
  room.peer.sessions = 0;
  await room.within((tx) => sendNow(tx, room.now(), waiting));
  await room.drain();
  assert.deepEqual([room.peer.sessions, (await brake())?.failures, (await delivery(waiting)).attempts], [1, 2, 1], 'it still fails, and is left alone for longer');
  room.peer.behave({});
  await room.within((tx) => sendNow(tx, room.now(), waiting));
  await room.drain();
  assert.deepEqual([(await delivery(waiting)).state, await brake()], ['handed-over', null]);
});

test('a server that takes a mail and falls silent over it is left to one mail at a time, and shows with the channel', async () => {
  room.peer.behave({ data: 'hang' });
  const silent = await write('silent');
  await room.drain();
  assert.match((await delivery(silent)).lastError!, /may have arrived/);
  const { failures, errorText } = (await brake())!;
  assert.deepEqual([failures, /broke after the mail had begun to go/.test(errorText)], [1, true]);
  room.peer.sessions = 0;
  await write('waiting');
  await room.drain();
  assert.equal(room.peer.sessions, 0);
  const health = await room.within((tx) => findMailboxHealth(tx, room.now()));
  assert.deepEqual(health.map(({ channelId, sending }) => [channelId, sending?.failures ?? null]), [[room.desk.help.id, 1], [room.desk.sales.id, null], [room.desk.list.id, null]]);
  room.peer.behave({});
});

test('a claim is kept as long as its process says that it lives, and is another\'s half a minute after it fell silent', async () => {
  const messageId = await write('a');
  const { claimed } = await room.within((tx) => claimOutgoing(tx, room.now(), messageId));
  for (let n = 0; n < 5; n += 1) {
    room.clock.advance(claimMs - 1);
    assert.equal(await room.within((tx) => extendClaim(tx, room.now(), claimed!)), true);
    assert.equal((await room.within((tx) => claimOutgoing(tx, room.now(), messageId))).claimed, null);
  }
  room.clock.advance(claimMs);
  assert.equal(claimMs, 30_000);
  const taken = await room.within((tx) => claimOutgoing(tx, room.now(), messageId));
  assert.equal(taken.claimed?.mailId, claimed!.mailId);
  assert.equal(await room.within((tx) => extendClaim(tx, room.now(), claimed!)), false);
  room.clock.advance(claimMs);
  await room.drain();
});

test('what became of a mail is recorded when the database is back: it is sent once', async () => {
  const messageId = await write('a');
  let isAway = false;
  let refusals = 0;
  room.peer.behave({ recipient: () => { isAway = true; return null; } }); // it goes while the mail is on its way
  const away: typeof room.context.database.withAccount = (id, work, options) => {
    if (!isAway) return room.desk.database.withAccount(id, work, options);
    refusals += 1;
    if (refusals === 3) isAway = false;
    return Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
  };
  const handle = sendMailHandler({ ...room.context, database: { ...room.desk.database, withAccount: away } });
  await handle({ id: 1, accountId: room.desk.accountId, queue: 'mail', kind: 'send-mail', payload: { messageId }, attempt: 1, attemptsMax: 1, leaseUntil: '' }, { signal: new AbortController().signal });
  assert.deepEqual([refusals, room.peer.mails.length, (await delivery(messageId)).state], [3, 1, 'handed-over']);
  room.peer.behave({});
  room.clock.advance(claimMs * 2);
  await room.drain();
  assert.equal(room.peer.mails.length, 1);
});

test('mails for a server that does not answer leave places for others; who waits at its door in vain gives his up', async () => {
  const doors = createDialSlots({ slots: 2, waitMs: 20 });
  const [first, second] = [await doors.take('dead'), await doors.take('dead')];
  assert.ok(first && second);
  assert.equal(await doors.take('dead'), null);
  assert.ok(await doors.take('alive'));
  const waiting = createDialSlots({ slots: 1, waitMs: 60_000 });
  const holder = await waiting.take('slow');
  const next = waiting.take('slow');
  holder!();
  holder!(); // giving back twice frees one place
  const held = await next;
  assert.ok(held);
  held();
});
