import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { connectMailbox, findMailboxFolders, findMailboxStates, type MailboxInput } from '#core/channels/index.ts';
import { findMailboxHealth } from '#core/desk/index.ts';
import { systemAct } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { startFakeImap, type FakeImap, type FakeMail } from '#testkit/fake-imap/start-fake-imap.ts';
import { openMailRoom, until, type TestMailRoom } from '#testkit/mail-room.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { retryQuarantined } from '../take-in/retry-quarantined.ts';
import { followMailboxes } from './follow-mailboxes.ts';
import { backoffMs, mailboxTiming } from './timing.ts';

const quick = { ...mailboxTiming, connectMs: 10_000, commandMs: 20_000, pollMs: 150, followMs: 40, backoffMinMs: 20, backoffMaxMs: 100, signInBackoffMinMs: 30, leaseRetryMs: 50 };
let desk: Desk;
let room: TestMailRoom;
let imap: FakeImap;
let stop: (() => Promise<void>) | null = null;
let users = 0;
before(async () => {
  desk = await openDesk();
  room = await openMailRoom(desk.database);
});
after(async () => {
  await room.close();
  await desk.close();
});
beforeEach(async () => { imap = await startFakeImap(); });
afterEach(async () => {
  await stop?.();
  stop = null;
  await imap.stop();
  // Nobody reads it any more, or the next test's readers would try.
  await within((tx) => tx.run(sql`DELETE FROM channel_connections WHERE account_id = ${desk.accountId}`));
});

const act = () => systemAct(desk.accountId, new Date().toISOString(), 'test');
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
const mailsOf = (count: number): FakeMail[] => Array.from({ length: count }, (_, at) => ({ uid: (at + 1) * 3, raw: plainMail({ subject: `Mail ${at}`, id: `${users}-${at}@home.test` }) }));

async function connect(rest: Partial<NonNullable<MailboxInput['imap']>> = {}): Promise<number> {
  users += 1;
  const key = await room.key();
  const channel = await within((tx) => connectMailbox(tx, act(), key, {
    address: `box${users}@desk.test`, reading: { backfill: 'all' }, imap: { host: '127.0.0.1', port: imap.port, security: 'none', auth: 'password', userName: 'box', secret: 'secret', ...rest },
  }));
  return channel.id;
}

const subjects = async (channelId: number): Promise<string[]> => (await within((tx) => tx.rows(sql<{ subject: string }>`
  SELECT m.subject FROM messages m JOIN message_copies c ON c.account_id = m.account_id AND c.message_id = m.id WHERE m.account_id = ${desk.accountId} AND c.channel_id = ${channelId} ORDER BY m.id`))).map((row) => row.subject);
const quarantined = (channelId: number) => within((tx) => tx.rows(sql<{ id: number; code: string; copyKey: string }>`SELECT id, code, copy_key AS "copyKey" FROM quarantine WHERE account_id = ${desk.accountId} AND channel_id = ${channelId} ORDER BY id`));
const folder = async (channelId: number) => (await within((tx) => findMailboxFolders(tx, act(), [channelId])))[0];
/** Cuts a hanging server off soon. */
const hasty = { ...quick, connectMs: 1_000, commandMs: 700 };
const read = (timing = quick): void => { stop = followMailboxes(room, { timing }); };
const allOf = (channelId: number, count: number) => until(`${count} mails`, async () => (await subjects(channelId)).length >= count && (await folder(channelId))?.backlog === 0 && subjects(channelId));

/** Each connects a mailbox of its own, with mails of its own; then all are read side by side. */
async function inTurn<T>(commands: readonly string[], open: (command: string) => Promise<T>): Promise<T[]> {
  const opened: T[] = [];
  for (const command of commands) opened.push(await open(command));
  return opened;
}

test('a connection that drops, at whatever command, comes back, and every mail is there once', async (context) => {
  const boxes = await inTurn(['CAPABILITY', 'LOGIN', 'LIST', 'EXAMINE', 'UID SEARCH', 'UID FETCH .*RFC822', 'UID FETCH .*BODY', 'IDLE'], async (command) => {
    const server = await startFakeImap();
    context.after(() => server.stop());
    const box = { command, server, channelId: await connect({ port: server.port }), drops: 0 };
    server.mails = mailsOf(8);
    server.fault = (line) => {
      if (box.drops >= 3 || !new RegExp(`^${command}`, 'i').test(line)) return undefined;
      box.drops += 1;
      return 'drop';
    };
    return box;
  });
  read();
  for (const box of boxes) {
    const { command, channelId, server } = box;
    assert.equal((await allOf(channelId, 8)).length, 8, command);
    await until(`three drops at ${command}`, async () => box.drops === 3);
    await until(`it is well again after ${command}`, async () => (await within((tx) => findMailboxStates(tx, act()))).find((state) => state.channelId === channelId)?.failingSince === null);
    assert.equal(server.given.length <= 8 * 4, true, command);
  }
});

test('a server that hangs, at whatever command, is cut off, shown as failing, and read when it answers again', async (context) => {
  const boxes = await inTurn(['LOGIN', 'EXAMINE', 'UID SEARCH', 'UID FETCH .*BODY'], async (command) => {
    const server = await startFakeImap();
    context.after(() => server.stop());
    const box = { command, server, channelId: await connect({ port: server.port }), isHanging: true };
    server.mails = mailsOf(4);
    server.fault = (line) => (box.isHanging && new RegExp(`^${command}`, 'i').test(line) ? 'hang' : undefined);
    return box;
  });
  read(hasty);
  for (const box of boxes) {
    const failing = await until(`it fails at ${box.command}`, async () => (await within((tx) => findMailboxHealth(tx, act()))).find((one) => one.channelId === box.channelId && one.failingSince !== null));
    assert.match(failing.errorText!, /did not (?:answer|finish)|said nothing/, box.command);
    box.isHanging = false;
    assert.equal((await allOf(box.channelId, 4)).length, 4, box.command);
  }
});

test('older mail is fetched from newest to oldest, new mail before it', async () => {
  imap.mails = mailsOf(120);
  const channelId = await connect();
  read();
  await allOf(channelId, 120);
  assert.deepEqual([imap.given.indexOf(360) < 50, imap.given.indexOf(3) >= 100, imap.given.length], [true, true, 120]);
});

test('sizes that are lies, smaller or larger, cost no mail', async () => {
  const [first, second, third] = mailsOf(3);
  imap.mails = [{ ...first!, says: 1 }, { ...second!, says: 9_000_000_000 }, third!];
  const channelId = await connect();
  read();
  assert.deepEqual((await allOf(channelId, 3)).sort(), ['Mail 0', 'Mail 1', 'Mail 2']);
});

test('a mail that is too large is quarantined with its beginning, and the next one comes', async () => {
  const [first, second] = mailsOf(2);
  const size = 70 * 1024 * 1024;
  imap.mails = [{ uid: first!.uid, raw: Buffer.concat([first!.raw, Buffer.alloc(200_000, 'x')]), says: size }, second!];
  const channelId = await connect();
  read();
  assert.deepEqual(await allOf(channelId, 1), ['Mail 1']);
  assert.deepEqual((await quarantined(channelId)).map(({ code }) => code), ['too-large']);
});

test('a mail that the server lists and does not give is set aside, and fetched when it is tried again', async () => {
  imap.mails = mailsOf(10);
  const channelId = await connect();
  imap.body = ({ uid }) => (uid === 6 ? 'NIL' : undefined);
  read();
  const [set] = await until('it is set aside', async () => { const found = await quarantined(channelId); return found.length > 0 && found; });
  assert.deepEqual([set!.code, set!.copyKey, (await subjects(channelId)).length], ['not-fetched', 'imap:INBOX:1:6', 9]);
  const asked = imap.given.filter((uid) => uid === 6).length;
  assert.ok(asked <= 3, `asked ${asked} times`);
  imap.body = () => undefined;
  assert.equal((await retryQuarantined({ ...room, pool: room.pool(), verifier: room.verifier() }, act(), set!.id)).outcome, 'fetch-again');
  assert.equal((await allOf(channelId, 10)).includes('Mail 1'), true);
  assert.deepEqual(await quarantined(channelId), []);
});

test('a mail whose bytes end the connection every time is set aside, and stops no other', async () => {
  imap.mails = mailsOf(10);
  const channelId = await connect();
  imap.body = ({ uid }) => (uid === 15 ? '{3000000000}\r\nxx' : undefined);
  read();
  await until('it is set aside', async () => (await quarantined(channelId)).length > 0);
  assert.deepEqual([(await allOf(channelId, 9)).length, (await quarantined(channelId)).map(({ code, copyKey }) => `${code} ${copyKey}`)], [9, ['not-fetched imap:INBOX:1:15']]);
});

test('a SEARCH that hides mails which FETCH knows loses none', async () => {
  imap.mails = mailsOf(5);
  const channelId = await connect();
  imap.fault = (line) => (/^UID SEARCH/i.test(line) ? { answer: '* SEARCH\r\nTAG OK done\r\n' } : undefined);
  read();
  assert.equal((await allOf(channelId, 5)).length, 5);
});

test('a UID below the newest that was never done is fetched when it shows up', async () => {
  const mails = mailsOf(4);
  imap.mails = mails.filter(({ uid }) => uid !== 6);
  imap.fault = (line) => (/^UID (?:SEARCH|FETCH)/i.test(line) && imap.commands.filter((one) => /^UID SEARCH/i.test(one)).length <= 1 && /SEARCH/.test(line) ? { answer: '* SEARCH 3\r\nTAG OK done\r\n' } : undefined);
  const channelId = await connect();
  read();
  assert.equal((await allOf(channelId, 3)).length, 3);
  // A mail that has just been put into a gap which a look had not closed: the next UID is still to come.
  imap.mails = [...mails, { uid: 20, raw: plainMail({ subject: 'Late', id: `${users}-late@home.test` }) }];
  imap.announce();
  assert.equal((await allOf(channelId, 4)).includes('Late'), true);
});

test('a server restored from a backup gives out UIDs again: the new mails are read, the old ones are not doubled', async () => {
  const mails = mailsOf(6);
  imap.mails = mails;
  const channelId = await connect();
  read();
  assert.equal((await allOf(channelId, 6)).length, 6);
  await stop!();
  // Three mails and their UIDs are lost at the server, and two new ones get UIDs of theirs.
  imap.mails = [...mails.slice(0, 3), ...['New', 'Newer'].map((subject, at) => ({ uid: mails[3 + at]!.uid, raw: plainMail({ subject, id: `${subject}@home.test` }) }))];
  read();
  const found = await until('the new ones are here', async () => { const all = await subjects(channelId); return all.includes('Newer') && all.includes('New') && all; });
  assert.deepEqual([...new Set(found)].sort(), ['Mail 0', 'Mail 1', 'Mail 2', 'Mail 3', 'Mail 4', 'Mail 5', 'New', 'Newer']);
  const { count } = await within((tx) => tx.one(sql<{ count: number }>`SELECT count(DISTINCT m.id) AS count FROM messages m JOIN message_copies c ON c.account_id = m.account_id AND c.message_id = m.id WHERE m.account_id = ${desk.accountId} AND c.channel_id = ${channelId}`));
  assert.equal(count, 8, 'each is one message');
});

test('one mailbox that two channels read is one message with a copy in each', async () => {
  imap.mails = mailsOf(5);
  const [one, other] = [await connect(), await connect()];
  read();
  assert.deepEqual([(await allOf(one, 5)).length, (await allOf(other, 5)).length], [5, 5]);
  const { count } = await within((tx) => tx.one(sql<{ count: number }>`SELECT count(DISTINCT message_id) AS count FROM message_copies WHERE account_id = ${desk.accountId} AND channel_id IN (${one}, ${other})`));
  assert.equal(count, 5);
});

test('mails without a Message-ID are each read once, alike ones and a second look at the folder included', async () => {
  const bare = (text: string): Buffer => Buffer.from(plainMail({ subject: 'No id', text }).toString('latin1').replace(/^Message-ID:.*\r\n/m, ''), 'latin1');
  imap.mails = [{ uid: 1, raw: bare('one') }, { uid: 2, raw: bare('two') }];
  const channelId = await connect();
  read();
  assert.equal((await allOf(channelId, 2)).length, 2);
  imap.uidValidity = 2; // all is looked at again
  imap.announce();
  await until('it was looked at again', async () => (await folder(channelId))?.resyncs === 1 && (await folder(channelId))?.backlog === 0 && imap.given.length >= 4);
  const { count } = await within((tx) => tx.one(sql<{ count: number }>`SELECT count(DISTINCT message_id) AS count FROM message_copies WHERE account_id = ${desk.accountId} AND channel_id = ${channelId}`));
  assert.equal(count, 2);
});

test('refused sign-ins and nonsense from the server are failures, never crashes', async () => {
  imap.mails = mailsOf(1);
  const channelId = await connect();
  imap.fault = (line) => (/^LOGIN/i.test(line) ? { answer: 'TAG NO [AUTHENTICATIONFAILED] go away\r\n' } : undefined);
  read({ ...quick, commandMs: 2_000 }); // some of it leaves a command without an end
  const state = await until('it fails', async () => (await within((tx) => findMailboxStates(tx, act()))).find((one) => one.channelId === channelId && one.errorCode === 'sign-in'));
  assert.match(state.errorText!, /refuses the sign-in.*go away/);
  for (const answer of ['\u0000\u0001garbage\r\n', '* SEARCH x y z\r\nTAG OK\r\n', '* BYE\r\n', 'TAG BAD what\r\n', '* SEARCH 3 3 -1 99999999999999\r\nTAG OK\r\n']) {
    imap.fault = (line) => (/^UID SEARCH/i.test(line) ? { answer } : undefined);
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  imap.fault = () => undefined;
  assert.deepEqual(await allOf(channelId, 1), ['Mail 0']);
});

test('a mailbox with OAuth signs in with a token that the refresh token gave', async (context) => {
  await imap.stop();
  imap = await startFakeImap({ oauthToken: 'access-1' });
  const forms: string[] = [];
  const endpoint = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => forms.push(chunk.toString()));
    request.on('end', () => response.end(JSON.stringify({ access_token: 'access-1', expires_in: 3_600, token_type: 'Bearer' })));
  });
  await new Promise<void>((resolve) => { endpoint.listen(0, '127.0.0.1', resolve); });
  context.after(() => endpoint.close());
  imap.mails = mailsOf(2);
  const channelId = await connect({
    auth: 'oauth', userName: 'box@desk.test', secret: JSON.stringify({ tokenEndpoint: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/token`, clientId: 'c', clientSecret: 's', refreshToken: 'refresh-1' }),
  });
  read();
  assert.equal((await allOf(channelId, 2)).length, 2);
  assert.deepEqual([forms[0], forms.length], ['grant_type=refresh_token&refresh_token=refresh-1&client_id=c&client_secret=s', 1]);
});

test('a mail server inside a network that no setting allows is not dialled', async () => {
  const channelId = await connect();
  stop = followMailboxes({ ...room, outbound: { allow: [] } }, { timing: quick });
  const state = await until('it fails', async () => (await within((tx) => findMailboxStates(tx, act()))).find((one) => one.channelId === channelId && one.errorCode !== null));
  assert.deepEqual([state.errorCode, /PATCHBAY_OUTBOUND_ALLOW/.test(state.errorText!), imap.commands], ['resolve', true, []]);
});

test('pauses double from the shortest to the longest, never all alike', () => {
  const steady = () => 0;
  assert.deepEqual([1, 2, 3, 20].map((failures) => backoffMs(mailboxTiming, failures, false, steady)), [1_000, 2_000, 4_000, 300_000]);
  assert.equal(backoffMs(mailboxTiming, 1, true, steady), 60_000);
  assert.equal(backoffMs(mailboxTiming, 1, false, () => 1), 500);
});
