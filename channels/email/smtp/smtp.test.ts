import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createTransport } from 'nodemailer';
import { setupAccount } from '#core/accounts/index.ts';
import { addChannelAlias, disableChannel, enableChannel, ensureChannel } from '#core/channels/index.ts';
import { readRawMail } from '#core/conversations/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { openDatabase, sql } from '#storage/index.ts';
import { cloneDatabase } from '#testkit/database/clone-database.ts';
import { openMailRoom, type TestMailRoom } from '#testkit/mail-room.ts';
import { handOver, talkSmtp, type SmtpTalk } from '#testkit/outside/smtp-talk.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { hasBareLineEnd } from './read-data.ts';
import { startSmtpListener, type SmtpListener } from './start-smtp-listener.ts';

const mailBytesMax = 2_000_000;
let desk: Desk;
let room: TestMailRoom;
let listener: SmtpListener;
let talk: SmtpTalk;
before(async () => {
  desk = await openDesk();
  room = await openMailRoom(desk.database);
  listener = await startSmtpListener(room, { host: '127.0.0.1', port: 0, mailBytesMax, connectionsPerAddressMax: 8, recipientsMax: 5 });
});
after(async () => {
  talk?.close();
  await listener.stop();
  await room.close();
  await desk.close();
});
beforeEach(async () => {
  talk?.close();
  talk = await talkSmtp(listener.port);
  assert.equal(await talk.say('EHLO home.test'), 250);
});

interface Row { id: number; subject: string; channelId: number; at: string; atSource: string; isAutomatic: boolean; direction: string; copies: number; rawSha256: string }
const stored = (): Promise<Row[]> => desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<Row>`
  SELECT id, subject, channel_id AS "channelId", at, at_source AS "atSource", is_automatic AS "isAutomatic", direction,
    (SELECT count(*) FROM message_copies c WHERE c.account_id = m.account_id AND c.message_id = m.id) AS copies,
    (SELECT min(raw_sha256) FROM message_copies c WHERE c.account_id = m.account_id AND c.message_id = m.id) AS "rawSha256"
  FROM messages m WHERE account_id = ${desk.accountId} ORDER BY id`));
const named = async (subject: string): Promise<Row[]> => (await stored()).filter((row) => row.subject === subject);

test('a mail is stored as it came, at the time it came, and acknowledged', async () => {
  const mail = plainMail({ subject: 'As it came', text: '.dots\r\n..and more\r\n.\tend' });
  const from = Date.now();
  assert.equal(await handOver(talk, { to: ['help@desk.test'], mail }), 250);
  const [row] = await named('As it came');
  assert.deepEqual([row!.channelId, row!.direction, row!.atSource], [desk.help.id, 'incoming', 'smtp']);
  assert.ok(Date.parse(row!.at) >= from && Date.parse(row!.at) <= Date.now());
  const raw = await desk.database.withAccount(desk.accountId, (tx) => readRawMail(tx, row!.rawSha256));
  assert.deepEqual(raw, mail);
});

test('nodemailer delivers to it, attachments and all', async () => {
  const transport = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true });
  await transport.sendMail({ from: 'bo@home.test', to: 'sales@desk.test', subject: 'By library', text: 'Hi', attachments: [{ filename: 'a.bin', content: Buffer.alloc(300_000, 5) }] });
  transport.close();
  const [row] = await named('By library');
  assert.equal(row!.channelId, desk.sales.id);
  const { sha } = await desk.database.withAccount(desk.accountId, (tx) => tx.one(sql<{ sha: string }>`SELECT sha256 AS sha FROM attachments WHERE account_id = ${desk.accountId} AND message_id = ${row!.id}`));
  assert.deepEqual(await room.files.read(desk.accountId, sha), Buffer.alloc(300_000, 5));
});

test('an alias and a plus part lead to the channel; unknown addresses, other hosts and disabled channels are refused', async () => {
  await desk.database.withAccount(desk.accountId, (tx) => addChannelAlias(tx, desk.act, desk.help.id, 'support@desk.test'));
  assert.equal(await talk.say('MAIL FROM:<bo@home.test>'), 250);
  for (const address of ['support@desk.test', 'HELP+order-7@Desk.Test', 'help@desk.test']) assert.equal(await talk.say(`RCPT TO:<${address}>`), 250, address);
  for (const address of ['nobody@desk.test', 'bo@elsewhere.test', '+help@desk.test', 'help@desk.test.evil', 'a%desk.test@desk.test']) assert.equal(await talk.say(`RCPT TO:<${address}>`), 550, address);
  assert.match(talk.last(), /^550 5\.1\.1/);
  assert.equal(await talk.say('RSET'), 250);
  await desk.database.withAccount(desk.accountId, (tx) => disableChannel(tx, desk.act, desk.sales.id));
  assert.equal(await handOver(talk, { to: ['sales@desk.test'], mail: plainMail() }), 550);
  await desk.database.withAccount(desk.accountId, (tx) => enableChannel(tx, desk.act, desk.sales.id));
});

test('there is no AUTH, no VRFY that tells, and no relaying', async () => {
  assert.doesNotMatch(talk.last(), /AUTH|STARTTLS/);
  assert.ok(await talk.say('AUTH PLAIN AGEAYg==') >= 500);
  assert.ok([252, 500, 502].includes(await talk.say('VRFY help@desk.test')));
  assert.equal(await handOver(talk, { from: 'help@desk.test', to: ['victim@elsewhere.test'], mail: plainMail() }), 550);
});

test('one DATA to two channels is one message with a copy in each', async () => {
  assert.equal(await handOver(talk, { to: ['help@desk.test', 'sales@desk.test'], mail: plainMail({ subject: 'To both' }) }), 250);
  assert.deepEqual((await named('To both')).map((row) => row.copies), [2]);
});

test('the same mail again, as after a lost 250, is not stored again', async () => {
  const mail = plainMail({ subject: 'Sent again' });
  for (let tries = 0; tries < 3; tries += 1) assert.equal(await handOver(talk, { to: ['help@desk.test'], mail }), 250);
  assert.equal(await handOver(talk, { to: ['help@desk.test'], mail: Buffer.concat([Buffer.from('Received: from relay by other; Mon, 06 May 2024 08:00:01 +0000\r\n'), mail]) }), 250);
  assert.equal((await named('Sent again')).length, 1);
});

test('a mail over the size is refused by SIZE and by what comes, and the connection lives on', async () => {
  assert.equal(await talk.say(`MAIL FROM:<bo@home.test> SIZE=${mailBytesMax + 1}`), 552);
  assert.equal(await handOver(talk, { to: ['help@desk.test'], mail: plainMail({ subject: 'Huge', text: 'x'.repeat(mailBytesMax) }) }), 552);
  assert.equal(await handOver(talk, { to: ['help@desk.test'], mail: plainMail({ subject: 'After huge' }) }), 250);
  assert.deepEqual([(await named('Huge')).length, (await named('After huge')).length], [0, 1]);
});

test('an ending that other servers take for the end of a mail smuggles nothing', async () => {
  const head = 'From: bo@home.test\r\nTo: help@desk.test\r\nSubject: Carrier\r\n\r\nHello.';
  const smuggled = 'MAIL FROM:<ada@desk.test>\r\nRCPT TO:<help@desk.test>\r\nDATA\r\nSubject: Smuggled\r\n\r\nPwned.\r\n.\r\n';
  for (const ending of ['\n.\n', '\r\n.\n', '\n.\r\n', '\r.\r', '\r\n.\r', '\r.\r\n']) {
    const own = await talkSmtp(listener.port);
    await own.say('EHLO home.test');
    await own.say('MAIL FROM:<bo@home.test>');
    await own.say('RCPT TO:<help@desk.test>');
    assert.equal(await own.say('DATA'), 354);
    assert.equal(await own.send(head + ending + smuggled), 554, JSON.stringify(ending));
    own.close();
  }
  assert.deepEqual([(await named('Carrier')).length, (await named('Smuggled')).length], [0, 0]);
});

test('a bare CR or LF is seen wherever the chunks are cut', () => {
  const cases: [string, boolean][] = [['a\r\nb\r\n', false], ['a\nb', true], ['a\rb', true], ['\r\n\r\n', false], ['\n', true], ['x\r\r\n', true], ['', false]];
  for (const [text, expected] of cases) {
    for (let cut = 0; cut <= text.length; cut += 1) {
      let before = 0;
      let found = false;
      for (const part of [text.slice(0, cut), text.slice(cut)]) {
        const chunk = Buffer.from(part);
        found ||= hasBareLineEnd(chunk, before);
        before = chunk.at(-1) ?? before;
      }
      assert.equal(found, expected, `${JSON.stringify(text)} cut at ${cut}`);
    }
  }
});

test('what cannot be parsed is acknowledged, quarantined and in nobody\'s way', async () => {
  const bomb = Buffer.from(`From: bo@home.test\r\nSubject: Bomb\r\n${Array.from({ length: 200 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}\r\nx\r\n`);
  assert.equal(await handOver(talk, { to: ['help@desk.test'], mail: bomb }), 250);
  assert.equal(await handOver(talk, { to: ['help@desk.test'], mail: plainMail({ subject: 'After bomb' }) }), 250);
  const quarantined = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ code: string }>`SELECT code FROM quarantine WHERE account_id = ${desk.accountId}`));
  assert.deepEqual([quarantined.map((row) => row.code), (await named('After bomb')).length], [['nesting-too-deep'], 1]);
});

test('a mail from the null sender counts as automatic', async () => {
  assert.equal(await handOver(talk, { from: '', to: ['help@desk.test'], mail: plainMail({ subject: 'Re: by a robot', inReplyTo: 'x@desk.test' }) }), 250);
  assert.equal((await named('Re: by a robot'))[0]!.isAutomatic, true);
});

test('a sender that claims to be one of ours is judged by nothing but the mail: it opens no door', async () => {
  const mail = plainMail({ from: 'Ada <ada@desk.test>', subject: 'Forged', headers: ['X-Patchbay-User: 1', 'Auto-Submitted: no', `In-Reply-To: <notify-1-2@desk.test>`] });
  assert.equal(await handOver(talk, { from: 'ada@desk.test', to: ['help@desk.test'], mail }), 250);
  const events = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ kind: string }>`
    SELECT DISTINCT actor_kind AS kind FROM events e JOIN messages m ON m.account_id = e.account_id AND m.id = e.message_id WHERE e.account_id = ${desk.accountId} AND m.subject = 'Forged'`));
  assert.deepEqual(events, [{ kind: 'system' }]);
});

test('recipients and connections are limited', async () => {
  assert.equal(await talk.say('MAIL FROM:<bo@home.test>'), 250);
  for (let n = 0; n < 5; n += 1) assert.equal(await talk.say(`RCPT TO:<help+${n}@desk.test>`), 250);
  assert.equal(await talk.say('RCPT TO:<help+6@desk.test>'), 452);
  const more = [];
  for (let n = 0; n < 7; n += 1) more.push(await talkSmtp(listener.port));
  const excess = await talkSmtp(listener.port);
  assert.ok([0, 421].includes(await excess.say('EHLO home.test')));
  for (const one of [...more, excess]) one.close();
});

test('what an account has no other one takes, nor a plus part of it; a second account\'s recipient comes by itself', async () => {
  const other = await setupAccount(desk.database, { accountName: 'Other', email: 'x@other.test', name: 'X', password: null, now: desk.act.now });
  const act = systemAct(other.account.id, desk.act.now, 'test');
  await desk.database.withAccount(other.account.id, async (tx) => {
    await ensureChannel(tx, act, { kind: 'email', address: 'info@other.test' });
    await ensureChannel(tx, act, { kind: 'email', address: 'list@lists.test', isList: true });
  });
  for (const address of ['help@desk.test', 'help+orders@desk.test']) await assert.rejects(desk.database.withAccount(other.account.id, (tx) => ensureChannel(tx, act, { kind: 'email', address })), { code: 'conflict' }, address);
  for (const address of ['list@lists.test', 'help+orders@desk.test']) assert.equal(await handOver(talk, { to: [address], mail: plainMail({ subject: `First come: ${address}` }) }), 250, address);
  assert.deepEqual([(await named('First come: list@lists.test')).length, (await named('First come: help+orders@desk.test')).length], [1, 1]);
  assert.equal(await talk.say('MAIL FROM:<bo@home.test>'), 250);
  assert.equal(await talk.say('RCPT TO:<help@desk.test>'), 250);
  assert.equal(await talk.say('RCPT TO:<info@other.test>'), 452);
  await talk.say('RSET');
  assert.equal(await handOver(talk, { to: ['info@other.test'], mail: plainMail({ subject: 'For the other' }) }), 250);
  assert.equal((await named('For the other')).length, 0, 'the first account sees nothing of it');
});

test('with the database away the sender keeps its mail', async () => {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.connection);
  const { account } = await setupAccount(database, { accountName: 'Away', email: 'a@away.test', name: 'A', password: null, now: desk.act.now });
  await database.withAccount(account.id, (tx) => ensureChannel(tx, systemAct(account.id, desk.act.now, 'test'), { kind: 'email', address: 'help@away.test' }));
  const away = await startSmtpListener({ ...room, database }, { host: '127.0.0.1', port: 0 });
  const own = await talkSmtp(away.port);
  await own.say('EHLO home.test');
  await own.say('MAIL FROM:<bo@home.test>');
  assert.equal(await own.say('RCPT TO:<help@away.test>'), 250);
  assert.equal(await own.say('DATA'), 354);
  await clone.drop();
  assert.equal(await own.send(Buffer.concat([plainMail(), Buffer.from('.\r\n')])), 451);
  assert.equal(await own.say('MAIL FROM:<bo@home.test>'), 250);
  assert.equal(await own.say('RCPT TO:<help@away.test>'), 451);
  own.close();
  await away.stop();
  await database.close();
});
