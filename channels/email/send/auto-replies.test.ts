import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setCalendar } from '#core/calendars/index.ts';
import { changeChannelSettings } from '#core/channels/index.ts';
import { findAutoReplies } from '#core/conversations/index.ts';
import { getConversationWithTimeline } from '#core/desk/index.ts';
import { sql } from '#storage/index.ts';
import { openSendingDesk, type SendingDesk } from './testing/mail-room.ts';

let room: SendingDesk;
let round = 0;

before(async () => {
  room = await openSendingDesk();
  await room.within((tx) => setCalendar(tx, room.now(), { zone: 'UTC', hours: { mon: [['09:00', '17:00']], tue: [['09:00', '17:00']], wed: [['09:00', '17:00']], thu: [['09:00', '17:00']], fri: [['09:00', '17:00']] } }));
  const autoReply = { inHours: { text: 'We answer today.', html: null }, outOfHours: { text: 'We answer tomorrow.', html: null } };
  await room.within((tx) => changeChannelSettings(tx, room.now(), room.desk.help.id, { autoReply, signature: { text: 'never here', html: null } }));
});
after(() => room.close());
beforeEach(async () => {
  room.clock.set('2024-05-06T12:00:00.000Z');
  room.clock.advance((round += 1) * 7 * 86_400_000);
  await room.drain();
  room.peer.mails.length = 0;
});

/** Receives a mail and lets everything happen that follows. Returns what went out and what the log says. */
async function mailIn({ from = `bo${round}@home.test`, to = 'help@desk.test', headers = [], channel = room.desk.help }: { from?: string; to?: string; headers?: string[]; channel?: SendingDesk['desk']['help'] } = {}) {
  const before = room.peer.mails.length;
  const messageId = await room.receive([`From: Bo <${from}>`, `To: ${to}`, 'Subject: SECRET words of a visitor', `Message-ID: <${crypto.randomUUID()}@home.test>`, `Date: ${new Date(room.clock.nowMs()).toUTCString()}`, ...headers, '', 'VISITOR text', ''].join('\r\n'), channel);
  await room.drain();
  const [entry] = await room.within((tx) => findAutoReplies(tx, room.now(), { limit: 1 }));
  return { sent: room.peer.mails.slice(before), because: entry?.messageId === messageId ? entry.withheldBecause : undefined, messageId };
}

test('a person\'s mail gets the words of the hour, marked as automatic, threaded, without a word of what was written', async () => {
  const { sent, because, messageId } = await mailIn();
  assert.deepEqual([sent.length, because], [1, null]);
  const text = sent[0]!.raw.toString();
  assert.match(text, /^Auto-Submitted: auto-replied\r$/m);
  assert.match(text, /^In-Reply-To: <.*@home\.test>\r$/m);
  assert.match(text, /We answer today\./);
  assert.ok(!/SECRET|VISITOR|never here/.test(text));
  assert.deepEqual(sent[0]!.to, [`bo${round}@home.test`]);
  const { id } = await room.within((tx) => tx.one(sql<{ id: number }>`SELECT conversation_id AS id FROM messages WHERE account_id = ${room.desk.accountId} AND id = ${messageId}`));
  const page = await room.within((tx) => getConversationWithTimeline(tx, room.now(), id));
  assert.deepEqual([page.conversation.turn, page.messages[1]!.isAutomatic, page.messages[1]!.automaticKind], ['new', true, 'auto-reply'], 'it is no answer');
  room.clock.advance(8 * 3_600_000);
  const late = await mailIn({ from: `late${round}@home.test` });
  assert.match(late.sent[0]!.raw.toString(), /We answer tomorrow\./);
});

const withheld: [string, string, Parameters<typeof mailIn>[0]][] = [
  ['automatic', 'an automatic reply', { headers: ['Auto-Submitted: auto-replied'] }],
  ['automatic', 'a vacation note of an old robot', { headers: ['X-Autoreply: yes'] }],
  ['automatic', 'a mail without a return path', { headers: ['Return-Path: <>'] }],
  ['list', 'a mail through a list', { headers: ['List-Id: <l.lists.test>', 'List-Post: <mailto:l@lists.test>'] }],
  ['list', 'bulk mail', { headers: ['Precedence: bulk'] }],
  ['no-auto-reply', 'a mail that asks for none', { headers: ['X-Auto-Response-Suppress: OOF, AutoReply'] }],
  ['no-reply-address', 'an address that nobody reads', { from: 'no-reply@shop.test' }],
  ['not-addressed', 'a mail that came by Bcc', { to: 'somebody@else.test' }],
];
for (const [reason, what, mail] of withheld) {
  test(`${what} gets none, and the log says why`, async () => {
    const { sent, because } = await mailIn(mail);
    assert.deepEqual([sent.length, because], [0, reason]);
  });
}

test('one of our own channels gets none: nothing comes in from it', async () => {
  const { sent, because } = await mailIn({ from: 'sales@desk.test' });
  assert.deepEqual([sent.length, because], [0, undefined]);
});

test('an address gets one per conversation and one per hour', async () => {
  assert.equal((await mailIn()).because, null);
  room.clock.advance(10 * 60_000);
  assert.equal((await mailIn()).because, 'address-hour');
  room.clock.advance(2 * 3_600_000);
  const again = await mailIn({ headers: ['References: <a@home.test>'] });
  assert.equal(again.because, null);
  room.clock.advance(2 * 3_600_000);
  assert.equal((await mailIn({ headers: ['References: <a@home.test>'] })).because, 'conversation');
});

test('two hundred and five made-up senders make no more than the account may send in an hour', async () => {
  let sent = 0;
  let capped = 0;
  for (let n = 0; n < 205; n += 1) {
    await room.receive(`From: <x${n}@forged${round}.test>\r\nTo: help@desk.test\r\nSubject: x\r\nMessage-ID: <${round}-${n}@forged.test>\r\nDate: ${new Date(room.clock.nowMs()).toUTCString()}\r\n\r\nx\r\n`);
  }
  await room.drain();
  for (const entry of await room.within((tx) => findAutoReplies(tx, room.now(), { limit: 200 }))) {
    if (entry.replyId !== null) sent += 1;
    if (entry.withheldBecause === 'account-hour') capped += 1;
  }
  assert.deepEqual([room.peer.mails.length, capped, sent], [200, 5, 195]);
});

test('a channel without words for the hour is not even logged', async () => {
  const { because } = await mailIn({ channel: room.desk.sales, to: 'sales@desk.test' });
  assert.equal(because, undefined);
});
