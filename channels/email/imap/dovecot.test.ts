import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { changeChannelSettings, connectMailbox, disableChannel, enableChannel, findMailboxFolders, type MailboxInput } from '#core/channels/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { dovecotMissing, startDovecot, type Dovecot } from '#testkit/dovecot/start-dovecot.ts';
import { openMailRoom, until, type TestMailRoom } from '#testkit/mail-room.ts';
import { startTcpProxy } from '#testkit/outside/tcp-proxy.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { followMailboxes } from './follow-mailboxes.ts';
import { mailboxTiming } from './timing.ts';

const skip = dovecotMissing;
const quick = { ...mailboxTiming, commandMs: 10_000, pollMs: 400, followMs: 50, backoffMinMs: 50, leaseRetryMs: 100 };
let dovecot: Dovecot;
let desk: Desk;
let room: TestMailRoom;
before(async () => {
  if (skip) return;
  dovecot = await startDovecot();
  desk = await openDesk();
  room = await openMailRoom(desk.database);
});
after(async () => {
  if (skip) return;
  await room.close();
  await desk.close();
  await dovecot.stop();
});

const act = () => systemAct(desk.accountId, new Date().toISOString(), 'test');
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

async function connect(user: string, reading: MailboxInput['reading'] = {}, port = dovecot.port): Promise<number> {
  const key = await room.key();
  const channel = await within((tx) => connectMailbox(tx, act(), key, {
    address: `${user}@desk.test`, imap: { host: '127.0.0.1', port, security: 'none', auth: 'password', userName: user, secret: 'secret' }, reading,
  }));
  return channel.id;
}

interface Row { subject: string; direction: string; atSource: string; at: string; copies: number; flags: string[]; origin: string }
const stored = (channelId: number) => within((tx) => tx.rows(sql<Row>`
  SELECT m.subject, m.direction, m.at_source AS "atSource", m.at, m.flags, (SELECT count(*) FROM message_copies c WHERE c.account_id = m.account_id AND c.message_id = m.id) AS copies,
    (SELECT origin FROM events e WHERE e.account_id = m.account_id AND e.message_id = m.id AND e.type = 'message.stored') AS origin
  FROM messages m WHERE m.account_id = ${desk.accountId} AND m.channel_id = ${channelId} ORDER BY m.id`));
const folders = (channelId: number) => within((tx) => findMailboxFolders(tx, act(), [channelId]));
const settled = (channelId: number, count: number) => until(`${count} mails of channel ${channelId}`, async () => {
  const rows = await stored(channelId);
  return rows.length >= count && (await folders(channelId)).every((folder) => folder.backlog === 0) && rows;
});

async function reading<T>(work: () => Promise<T>): Promise<T> {
  const stop = followMailboxes(room, { timing: quick });
  try {
    return await work();
  } finally {
    await stop();
  }
}

test('live mail that says it is ours wants proof in the inbox: a trusted server gives it, from the next mail on, and the folder of sent mail afterwards', { skip }, async () => {
  const client = await dovecot.client('proof');
  const channelId = await connect('proof', { backfill: 'now' });
  const told = ['Authentication-Results: mx.desk.test; dkim=pass header.d=desk.test; dmarc=pass header.from=desk.test'];
  const mail = (n: number): Buffer => plainMail({ from: 'kit@desk.test', to: 'bo@home.test', subject: `From us ${n}`, id: `us${n}@desk.test`, headers: told });
  const proofs = () => within((tx) => tx.rows(sql<{ subject: string; direction: string; proof: string; isUnprovedOurs: boolean }>`
    SELECT subject, direction, sender_proof AS proof, is_unproved_ours AS "isUnprovedOurs" FROM messages WHERE account_id = ${desk.accountId} AND channel_id = ${channelId} ORDER BY id`));
  await reading(async () => {
    await until('the folders are open', async () => (await folders(channelId)).length === 2);
    await client.append('INBOX', mail(1));
    await settled(channelId, 1);
    assert.deepEqual(await proofs(), [{ subject: 'From us 1', direction: 'incoming', proof: 'none', isUnprovedOurs: true }]);
    await within((tx) => changeChannelSettings(tx, desk.act, channelId, { trustedServers: ['MX.desk.test'] }));
    await client.append('INBOX', mail(2));
    await settled(channelId, 2);
    assert.deepEqual((await proofs())[1], { subject: 'From us 2', direction: 'outgoing', proof: 'server', isUnprovedOurs: false });
    await client.append('Sent', mail(1), ['\\Seen']);
    await until('the copy proves it', async () => (await proofs())[0]!.proof === 'sent-folder');
    assert.deepEqual((await proofs())[0], { subject: 'From us 1', direction: 'outgoing', proof: 'sent-folder', isUnprovedOurs: false });
  });
});

test('a first sync reads inbox and sent mail once, answers count as outgoing, and new mail comes by IDLE', { skip }, async () => {
  const client = await dovecot.client('first');
  for (let n = 0; n < 30; n += 1) await client.append('INBOX', plainMail({ subject: `Question ${n}`, id: `q${n}@home.test` }), n % 2 ? ['\\Seen'] : []);
  await client.append('Sent', plainMail({ from: 'first@desk.test', to: 'bo@home.test', subject: 'Re: Question 3', id: 'a3@desk.test', inReplyTo: 'q3@home.test' }), ['\\Seen']);
  const channelId = await connect('first', { backfill: 'all' });
  await reading(async () => {
    const rows = await settled(channelId, 31);
    assert.equal(rows.length, 31);
    assert.deepEqual(rows.filter((row) => row.direction === 'outgoing').map((row) => row.subject), ['Re: Question 3']);
    assert.ok(rows.every((row) => row.origin === 'backfill' && row.copies === 1));
    await client.append('INBOX', plainMail({ subject: 'Live', id: 'live@home.test' }));
    const live = (await settled(channelId, 32)).at(-1)!;
    assert.deepEqual([live.subject, live.origin, live.atSource], ['Live', 'live', 'internaldate']);
    assert.deepEqual((await folders(channelId)).map(({ folder, role, backlog, stored: count, backfillTotal, backfillLeft }) => ({ folder, role, backlog, count, backfillTotal, backfillLeft })), [
      { folder: 'INBOX', role: 'inbox', backlog: 0, count: 31, backfillTotal: 30, backfillLeft: 0 },
      { folder: 'Sent', role: 'sent', backlog: 0, count: 1, backfillTotal: 1, backfillLeft: 0 },
    ]);
  });
  await client.mailboxOpen('INBOX');
  assert.equal((await client.search({ seen: true }) as number[]).length, 15, 'no flag was changed');
  await client.logout();
});

test('"from now" leaves older mail alone and reads what comes', { skip }, async () => {
  const client = await dovecot.client('now');
  await client.append('INBOX', plainMail({ subject: 'Old', id: 'old@home.test' }));
  const channelId = await connect('now');
  await reading(async () => {
    await until('first look', async () => (await folders(channelId)).length === 2);
    await client.append('INBOX', plainMail({ subject: 'New', id: 'new@home.test' }));
    assert.deepEqual((await settled(channelId, 1)).map((row) => row.subject), ['New']);
  });
  await client.logout();
});

test('"30 days" takes what the server received in them, and a wider backfill later takes the rest without doubling', { skip }, async () => {
  const client = await dovecot.client('month');
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  for (const days of [400, 40, 20, 1]) await client.append('INBOX', plainMail({ subject: `Day ${days}`, id: `d${days}@home.test` }), [], daysAgo(days));
  const channelId = await connect('month', { backfill: '30d' });
  await reading(async () => { assert.deepEqual((await settled(channelId, 2)).map((row) => row.subject).sort(), ['Day 1', 'Day 20']); });
  await connect('month', { backfill: 'all' });
  const rows = await reading(() => settled(channelId, 4));
  assert.deepEqual(rows.map((row) => `${row.subject}: ${row.copies}`).sort(), ['Day 1: 1', 'Day 20: 1', 'Day 400: 1', 'Day 40: 1']);
  await client.logout();
});

test('in backfill a mail that was moved between servers keeps its time, and is flagged', { skip }, async () => {
  const client = await dovecot.client('moved');
  const received = (day: string) => [`Received: from a by b with SMTP id 1; ${day}`];
  await client.append('INBOX', plainMail({ subject: 'Moved', id: 'm1@home.test', headers: received('Wed, 08 May 2024 10:00:00 +0000') }), [], new Date('2025-01-01T00:00:00Z'));
  await client.append('INBOX', plainMail({ subject: 'Slow', id: 'm2@home.test', headers: received('Wed, 08 May 2024 10:00:00 +0000') }), [], new Date('2024-05-09T09:00:00Z'));
  await client.append('Sent', plainMail({ from: 'moved@desk.test', to: 'bo@home.test', subject: 'Sent once', id: 'm3@desk.test', date: 'Tue, 07 May 2024 12:00:00 +0000' }), [], new Date('2025-01-01T00:00:00Z'));
  const channelId = await connect('moved', { backfill: 'all' });
  const rows = await reading(() => settled(channelId, 3));
  const of = (subject: string) => { const { at, atSource, flags } = rows.find((row) => row.subject === subject)!; return [new Date(at).toISOString(), atSource, flags.includes('time-corrected')]; };
  assert.deepEqual(of('Moved'), ['2024-05-08T10:00:00.000Z', 'received', true]);
  assert.deepEqual(of('Slow'), ['2024-05-09T09:00:00.000Z', 'internaldate', false]);
  assert.deepEqual(of('Sent once'), ['2024-05-07T12:00:00.000Z', 'date', true]);
  await client.logout();
});

test('a folder that is deleted and made anew is read again, and nothing is stored twice', { skip }, async () => {
  const client = await dovecot.client('renumber');
  const mails = Array.from({ length: 12 }, (_, n) => plainMail({ subject: `Kept ${n}`, id: `k${n}@home.test` }));
  await client.mailboxCreate('Work');
  for (const mail of mails) await client.append('Work', mail);
  const channelId = await connect('renumber', { backfill: 'all', folders: ['INBOX', 'Work'] });
  await reading(() => settled(channelId, 12));
  await client.mailboxDelete('Work');
  await new Promise((resolve) => setTimeout(resolve, 1_100)); // Dovecot's UIDVALIDITY is a second
  await client.mailboxCreate('Work');
  for (const mail of mails.slice(4)) await client.append('Work', mail);
  await client.append('Work', plainMail({ subject: 'After', id: 'after@home.test' }));
  const rows = await reading(async () => {
    await until('resync', async () => (await folders(channelId)).some((folder) => folder.resyncs === 1));
    return settled(channelId, 13);
  });
  assert.equal(rows.length, 13);
  assert.equal(rows.at(-1)!.subject, 'After');
  assert.equal(rows.at(-1)!.origin, 'live');
  assert.deepEqual(rows.map((row) => row.copies).sort((a, b) => a - b), [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2], 'a copy of the old numbering, one of the new');
  await client.logout();
});

test('what a second client moves, expunges and marks as read while we fetch is neither lost nor doubled', { skip }, async () => {
  const client = await dovecot.client('busy');
  const total = 300;
  for (let n = 0; n < total; n += 1) await client.append('INBOX', plainMail({ subject: `Mail ${n}`, id: `b${n}@home.test`, text: 'x'.repeat(2_000) }));
  const channelId = await connect('busy', { backfill: 'all', folders: ['INBOX', 'Archive'] });
  await client.mailboxOpen('INBOX');
  const expunged = new Set<string>();
  await reading(async () => {
    for (let at = 1; at <= total; at += 30) {
      await client.messageFlagsAdd(`${at}:${at + 9}`, ['\\Seen'], { uid: true });
      await client.messageMove(`${at + 10}:${at + 14}`, 'Archive', { uid: true });
      await client.messageDelete(String(at + 20), { uid: true });
      expunged.add(`Mail ${at + 19}`);
    }
    await until('all that is left', async () => {
      const subjects = new Set((await stored(channelId)).map((row) => row.subject));
      return Array.from({ length: total }, (_, n) => `Mail ${n}`).every((subject) => subjects.has(subject) || expunged.has(subject));
    });
    await until('no backlog', async () => (await folders(channelId)).every((folder) => folder.backlog === 0));
  });
  const rows = await stored(channelId);
  assert.equal(new Set(rows.map((row) => row.subject)).size, rows.length, 'none twice');
  await client.logout();
});

test('a restart in the middle fetches only the rest', { skip }, async (context) => {
  const client = await dovecot.client('restart');
  const [total, bytesEach] = [120, 40_000];
  for (let n = 0; n < total; n += 1) await client.append('INBOX', plainMail({ subject: `Part ${n}`, id: `r${n}@home.test`, text: 'y'.repeat(bytesEach) }));
  const proxy = await startTcpProxy(dovecot.port);
  context.after(() => proxy.close());
  const channelId = await connect('restart', { backfill: 'all' }, proxy.port);
  await reading(() => until('a part', async () => (await stored(channelId)).length >= 40));
  const [first, before] = [(await stored(channelId)).length, proxy.received()];
  assert.ok(first < total, 'it was stopped in the middle');
  assert.equal((await reading(() => settled(channelId, total))).length, total);
  const [rest, between] = [(total - first) * bytesEach, proxy.received() - before];
  assert.ok(between > rest && between < rest * 1.1 + 20_000, `${between} bytes for ${rest} of mail`);
  await reading(async () => {
    const { seenAt } = (await folders(channelId))[0]!;
    await until('another look', async () => (await folders(channelId))[0]!.seenAt > seenAt);
  });
  const idle = proxy.received() - before - between;
  assert.ok(idle > 0 && idle < 20_000, `${idle} bytes where nothing is new`);
  await client.logout();
});

test('a connection that is cut again and again fetches nothing twice from the start', { skip }, async (context) => {
  const client = await dovecot.client('cut');
  const [total, bytesEach] = [150, 30_000];
  for (let n = 0; n < total; n += 1) await client.append('INBOX', plainMail({ subject: `Cut ${n}`, id: `c${n}@home.test`, text: 'z'.repeat(bytesEach) }));
  const proxy = await startTcpProxy(dovecot.port);
  context.after(() => proxy.close());
  const channelId = await connect('cut', { backfill: 'all' }, proxy.port);
  let cuts = 0;
  const rows = await reading(async () => {
    for (let at = 1; (await stored(channelId)).length < total && at < 100; at += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      if (at % 2 !== 0 || cuts >= 6) continue;
      proxy.cut();
      cuts += 1;
    }
    return settled(channelId, total);
  });
  assert.deepEqual([rows.length, rows.every((row) => row.copies === 1)], [total, true]);
  assert.ok(cuts > 0);
  // Each cut costs at most the group under way.
  const most = total * bytesEach * 1.1 + cuts * 50 * bytesEach;
  assert.ok(proxy.received() < most, `${proxy.received()} bytes for ${total * bytesEach} of mail and ${cuts} cuts`);
  await client.logout();
});

test('two processes on one mailbox take turns, and a stopped one is followed by the other', { skip }, async () => {
  const client = await dovecot.client('shared');
  const channelId = await connect('shared', { backfill: 'all' });
  const other = { ...room, database: desk.secondPool() };
  const stops = [followMailboxes(room, { timing: quick }), followMailboxes(other, { timing: quick })];
  for (let n = 0; n < 40; n += 1) await client.append('INBOX', plainMail({ subject: `Turn ${n}`, id: `t${n}@home.test` }));
  await settled(channelId, 40);
  const holders = () => within((tx) => tx.rows(sql<{ holder: string }>`SELECT holder FROM leases WHERE name = ${`mailbox:${desk.accountId}:${channelId}`}`));
  const [before] = await holders();
  await stops[0]!();
  await until('the other one', async () => (await holders()).length === 1);
  await client.append('INBOX', plainMail({ subject: 'Last', id: 'last@home.test' }));
  const rows = await settled(channelId, 41);
  assert.deepEqual([rows.length, rows.every((row) => row.copies === 1)], [41, true]);
  await stops[1]!();
  assert.deepEqual([before !== undefined, await holders()], [true, []], 'leases are given back');
  await client.logout();
});

test('a disabled channel is read no more, and one that is enabled again misses nothing', { skip }, async () => {
  const client = await dovecot.client('off');
  const channelId = await connect('off');
  await reading(async () => {
    await until('first look', async () => (await folders(channelId)).length === 2);
    await within((tx) => disableChannel(tx, act(), channelId));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.append('INBOX', plainMail({ subject: 'Missed', id: 'missed@home.test' }));
    await new Promise((resolve) => setTimeout(resolve, 700));
    assert.equal((await stored(channelId)).length, 0);
    await within((tx) => enableChannel(tx, act(), channelId));
    assert.deepEqual((await settled(channelId, 1)).map((row) => [row.subject, row.origin]), [['Missed', 'live']]);
  });
  await client.logout();
});
