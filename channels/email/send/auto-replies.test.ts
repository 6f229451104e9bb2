import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setCalendar } from '#core/calendars/index.ts';
import { changeChannelSettings } from '#core/channels/index.ts';
import { findAutoReplies, repliesPerHourMax, sweepWithheldReplies } from '#core/conversations/index.ts';
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

test('made-up senders without end make no more replies than the account may send in an hour', async () => {
  const { messageId } = await mailIn();
  await room.within(async (tx) => {
    const already = repliesPerHourMax - 3;
    const ids = (await tx.rows(sql<{ id: number }>`
      INSERT INTO messages (account_id, conversation_id, channel_id, direction, at, at_source, stored_at)
      SELECT m.account_id, m.conversation_id, m.channel_id, 'incoming', m.at, 'api', m.at FROM messages m, generate_series(1, ${already}::integer)
      WHERE m.account_id = ${room.desk.accountId} AND m.id = ${messageId} RETURNING id`)).map((row) => row.id);
    await tx.run(sql`
      INSERT INTO auto_reply_log (account_id, message_id, conversation_id, channel_id, reply_id, at)
      SELECT ${room.desk.accountId}::bigint, id, 1, ${room.desk.help.id}::bigint, 1, ${room.now().now}::timestamptz FROM unnest(${ids}::bigint[]) AS u(id)`);
  });
  const becauses: unknown[] = [];
  for (let n = 0; n < 4; n += 1) becauses.push((await mailIn({ from: `x${n}@forged${round}.test` })).because);
  assert.deepEqual(becauses, [null, null, 'account-hour', 'account-hour']);
  room.clock.advance(3_700_000);
  assert.equal((await mailIn({ from: `later@forged${round}.test` })).because, null);
});

test('a channel without words for the hour is not even logged', async () => {
  const { because } = await mailIn({ channel: room.desk.sales, to: 'sales@desk.test' });
  assert.equal(because, undefined);
});

test('what was withheld is listed by channel with its reason, and forgotten after 90 days; what went out stays on record', async () => {
  await mailIn({ headers: ['List-Id: <x.lists.test>'] });
  await mailIn({ from: `free${round}@home.test` });
  const withheld = (channelId: number) => room.within((tx) => findAutoReplies(tx, room.now(), { channelId, withheld: true, limit: 200 }));
  const [newest] = await withheld(room.desk.help.id);
  assert.deepEqual([newest!.withheldBecause, newest!.replyId, await withheld(room.desk.sales.id)], ['list', null, []]);
  const count = async () => (await room.within((tx) => tx.one(sql<{ sent: number; none: number }>`SELECT count(reply_id) AS sent, count(*) - count(reply_id) AS none FROM auto_reply_log WHERE account_id = ${room.desk.accountId}`)));
  const before = await count();
  room.clock.advance(91 * 86_400_000);
  assert.equal(await room.within((tx) => sweepWithheldReplies(tx, room.now())), before.none);
  assert.deepEqual(await count(), { sent: before.sent, none: 0 });
});
