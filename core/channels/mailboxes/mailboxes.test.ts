import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { parseSecretKey } from '#core/accounts/index.ts';
import type { Act } from '#core/kernel/index.ts';
import { sql } from '#storage/index.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { findChannels, findConnections } from '../index.ts';
import {
  beginFolder, connectMailbox, dropMailboxLease, findMailboxesToRead, findMailboxFolders, findMailboxStates, finishUids, mailboxOptions, noteBacklog, noteMailboxConnected, noteMailboxFailed,
  reopenUid, takeMailboxLease, type OpenedFolder,
} from './index.ts';

const key = parseSecretKey(randomBytes(32).toString('base64'), 'test');
const imap = { host: 'imap.desk.test', port: 993, security: 'tls', auth: 'password', userName: 'help', secret: 's' } as const;
let desk: Desk;
before(async () => { desk = await openDesk(); });
after(() => desk.close());
const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
const opened = (part: Partial<OpenedFolder> = {}): OpenedFolder => ({ folder: 'INBOX', role: 'inbox', uidValidity: 7, uidNext: 11, ...part });
const folderNamed = async (name: string) => (await within((tx) => findMailboxFolders(tx, desk.act, [desk.help.id]))).find(({ folder }) => folder === name)!;

test('a folder that is met "from now" has its older mail done; a wider backfill opens it again', async () => {
  assert.equal((await within((tx) => beginFolder(tx, desk.act, desk.help.id, opened(), 'now'))).done, '1:10');
  assert.equal((await within((tx) => beginFolder(tx, desk.act, desk.help.id, opened({ uidNext: 13 }), 'now'))).done, '1:10');
  const wider = await within((tx) => beginFolder(tx, desk.act, desk.help.id, opened({ uidNext: 13 }), 'all'));
  assert.deepEqual([wider.done, wider.backfillSince, wider.liveFromUid, wider.resyncs], ['', null, 11, 0]);
  assert.equal((await within((tx) => beginFolder(tx, desk.act, desk.help.id, opened({ uidNext: 13 }), 'now'))).done, '', 'a narrower one takes nothing back');
});

test('done UIDs join, whoever adds them at once, and a renumbered folder refuses the old ones', async () => {
  await within((tx) => beginFolder(tx, desk.act, desk.help.id, opened({ folder: 'Work', role: 'other' }), 'all'));
  const other = desk.secondPool();
  await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 ? desk.database : other).withAccount(desk.accountId, (tx) => finishUids(tx, desk.act, desk.help.id, 'Work', { uidValidity: 7, ranges: [[at * 2 + 1, at * 2 + 1]], stored: 1 }))));
  const folder = await folderNamed('Work');
  assert.deepEqual([folder.done, folder.stored], [Array.from({ length: 20 }, (_, at) => at * 2 + 1).join(','), 20]);
  await within((tx) => reopenUid(tx, desk.act, desk.help.id, { folder: 'Work', uidValidity: 7, uid: 3 }));
  assert.ok((await folderNamed('Work')).done.startsWith('1,5,'));
  const renumbered = await within((tx) => beginFolder(tx, desk.act, desk.help.id, opened({ folder: 'Work', role: 'other', uidValidity: 8, uidNext: 5 }), 'all'));
  assert.deepEqual([renumbered.done, renumbered.liveFromUid, renumbered.resyncs, renumbered.liveSince !== null], ['', 5, 1, true]);
  await assert.rejects(within((tx) => finishUids(tx, desk.act, desk.help.id, 'Work', { uidValidity: 7, ranges: [[1, 1]] })), { code: 'conflict' });
  await assert.rejects(within((tx) => reopenUid(tx, desk.act, desk.help.id, { folder: 'Work', uidValidity: 7, uid: 1 })), { code: 'not-found' });
});

test('backfill shows its progress', async () => {
  await within((tx) => beginFolder(tx, desk.act, desk.help.id, opened({ folder: 'Old', role: 'other' }), 'all'));
  await within((tx) => noteBacklog(tx, desk.act, desk.help.id, 'Old', { all: 9, backfill: 8 }));
  await within((tx) => finishUids(tx, desk.act, desk.help.id, 'Old', { uidValidity: 7, ranges: [[8, 10]], stored: 3, waited: 3, waitedInBackfill: 3 }));
  const { backlog, backfillTotal, backfillLeft } = await folderNamed('Old');
  assert.deepEqual({ backlog, backfillTotal, backfillLeft }, { backlog: 6, backfillTotal: 8, backfillLeft: 5 });
});

test('only the change between well and failing is an event', async () => {
  const failure = { code: 'sign-in', text: 'No.', nextTryAt: desk.act.now };
  for (let n = 0; n < 3; n += 1) await within((tx) => noteMailboxFailed(tx, desk.act, desk.help.id, failure));
  assert.equal((await within((tx) => findMailboxStates(tx, desk.act)))[0]!.failures, 3);
  for (let n = 0; n < 2; n += 1) await within((tx) => noteMailboxConnected(tx, desk.act, desk.help.id));
  const events = await within((tx) => tx.rows(sql<{ failing: boolean }>`SELECT (data->>'isFailing')::boolean AS failing FROM events WHERE account_id = ${desk.accountId} AND type = 'mailbox.changed' ORDER BY id`));
  assert.deepEqual(events.map(({ failing }) => failing), [true, false]);
});

test('a mailbox is one process\'s until it gives it back', async () => {
  const mailbox = { accountId: desk.accountId, channelId: desk.sales.id };
  const took = await Promise.all(['a', 'b', 'c'].map((holder) => takeMailboxLease(desk.database, mailbox, holder)));
  assert.equal(took.filter(Boolean).length, 1);
  const holder = ['a', 'b', 'c'][took.indexOf(true)]!;
  assert.equal(await takeMailboxLease(desk.database, mailbox, holder), true);
  await dropMailboxLease(desk.database, mailbox, 'nobody');
  assert.equal(await takeMailboxLease(desk.database, mailbox, 'd'), false);
  await dropMailboxLease(desk.database, mailbox, holder);
  assert.equal(await takeMailboxLease(desk.database, mailbox, 'd'), true);
});

test('connecting is all or nothing, is noticed by its fingerprint, and needs the right', async () => {
  const before = (await within((tx) => findChannels(tx, desk.act))).length;
  await assert.rejects(within((tx) => connectMailbox(tx, desk.act, key, { address: 'new@desk.test', imap, smtp: { ...imap, port: 0 } })), { code: 'invalid' });
  assert.equal((await within((tx) => findChannels(tx, desk.act))).length, before);
  const channel = await within((tx) => connectMailbox(tx, desk.act, key, { address: 'new@desk.test', imap, reading: { folders: ['INBOX', 'INBOX', 'Büro'] } }));
  assert.deepEqual((await within((tx) => findConnections(tx, desk.act, [channel.id])))[0]!.options, { folders: ['INBOX', 'Büro'], backfill: 'now', markSeen: false });
  const fingerprint = async () => (await findMailboxesToRead(desk.database)).find(({ channelId }) => channelId === channel.id)?.fingerprint;
  const first = await fingerprint();
  await within((tx) => connectMailbox(tx, desk.act, key, { address: 'new@desk.test', imap: { ...imap, port: 994 } }));
  assert.notEqual(await fingerprint(), first);
  const reader: Act = { ...desk.act, actor: { kind: 'user', id: 1, permissions: new Set(['channels.read']) } };
  for (const refused of [() => within((tx) => connectMailbox(tx, reader, key, { address: 'x@desk.test', imap })), () => within((tx) => beginFolder(tx, reader, channel.id, opened(), 'all'))]) await assert.rejects(refused, { code: 'forbidden' });
});

test('options that make no sense are named', () => {
  assert.deepEqual(mailboxOptions({}), { folders: null, backfill: 'now', markSeen: false });
  for (const bad of [{ folders: [] }, { folders: 'INBOX' }, { folders: ['a\r\nb'] }, { folders: [''] }, { backfill: 'some' }, { markSeen: 1 }]) assert.throws(() => mailboxOptions(bad), { code: 'invalid' });
});
