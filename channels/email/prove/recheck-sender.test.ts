import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { changeChannelSettings } from '#core/channels/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openFileStore, type FileStore } from '#core/files/index.ts';
import { sql } from '#storage/index.ts';
import { mailDomain, type MailDomain } from '#testkit/outside/mail-domain.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { createParsePool, type ParsePool } from '../parse/create-parse-pool.ts';
import { sha256Of } from '../take-in/incoming-mail.ts';
import { prepareMails } from '../take-in/prepare-mails.ts';
import { storeMails } from '../take-in/store-mails.ts';
import { createMailVerifier, type MailVerifier } from './create-mail-verifier.ts';
import { recheckMail, recheckSenderReactor } from './recheck-sender.ts';

let desk: Desk;
let dir = '';
let dns: MailDomain;
let verifier: MailVerifier;
let pool: ParsePool;
let files: FileStore;
before(async () => {
  desk = await openDesk();
  dir = await mkdtemp(join(tmpdir(), 'recheck-'));
  files = openFileStore({ dir });
  pool = createParsePool({ threads: 1 });
  dns = mailDomain('desk.test', 'evil.test');
  verifier = createMailVerifier({ ask: dns.ask, dnsMs: 120_000, timeoutMs: 240_000 }); // however busy the machine is
});
after(async () => {
  await Promise.all([pool.close(), verifier.close(), desk.close()]);
  await rm(dir, { recursive: true, force: true });
});

const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);

/** A mail as a server hands it over. Returns its message. */
async function comes(raw: Buffer, key = `raw:${sha256Of(raw)}`): Promise<number> {
  const prepared = await prepareMails({ database: desk.database, files, pool, verifier }, desk.act, desk.help.id, [{
    raw, sha256: sha256Of(raw), folder: '', copyKey: key, copyFlags: [], unreadable: null, arrival: { kind: 'delivered', trustedServers: [], client: null }, timeOf: () => ({ at: desk.act.now, source: 'smtp', flags: [] }),
  }]);
  await storeMails(desk.database, desk.act, [desk.help], prepared, { batchId: null });
  await catchUp(desk.database, [recheckSenderReactor]);
  return (await within((tx) => tx.one(sql<{ id: number }>`SELECT message_id AS id FROM message_copies WHERE account_id = ${tx.accountId} AND copy_key = ${key}`))).id;
}
const rowOf = (id: number) => within((tx) => tx.one(sql<object>`SELECT direction, sender_proof AS proof, is_unproved_ours AS unproved FROM messages WHERE account_id = ${tx.accountId} AND id = ${id}`));
const jobs = () => desk.database.rows(sql<{ messageId: number; tries: number; minutes: number }>`
  SELECT (payload ->> 'messageId')::bigint AS "messageId", (payload ->> 'tries')::int AS tries, round(extract(epoch FROM run_at - (SELECT max(stored_at) FROM events WHERE account_id = ${desk.accountId})) / 60)::int AS minutes FROM jobs WHERE kind = 'recheck-sender' ORDER BY id`);
const recheck = (messageId: number, tries: number) => recheckMail({ database: desk.database, files, pool, verifier }, desk.act, { messageId, tries });

test('mail in our own name that could not be proved because the DNS was silent is asked about later, as often as it stays silent, and is ours once it answers', async () => {
  const signed = await dns.sign(plainMail({ from: 'Ada <ada@desk.test>' }));
  dns.goDown(true);
  const id = await comes(signed);
  assert.deepEqual(await rowOf(id), { direction: 'incoming', proof: 'none', unproved: true });
  assert.deepEqual((await jobs()).map(({ messageId, tries }) => [messageId, tries]), [[id, 0]]);
  assert.equal(await recheck(id, 0), 'later');
  assert.deepEqual((await jobs()).map(({ messageId, tries }) => [messageId, tries]), [[id, 0], [id, 1]]);
  assert.equal(await recheck(id, 5), 'later');
  assert.equal((await jobs()).length, 2, 'and at some time no more');
  dns.goDown(false);
  assert.equal(await recheck(id, 1), 'proved');
  assert.deepEqual(await rowOf(id), { direction: 'outgoing', proof: 'dkim', unproved: false });
  assert.equal(await recheck(id, 1), 'gone', 'twice changes nothing');
});

test('what is forged stays so when the DNS answers, and nobody asks about a customer\'s mail or about what was looked at whole', async () => {
  const before = (await jobs()).length;
  await comes(await dns.sign(plainMail({ from: 'Ada <ada@desk.test>', subject: 'Forged', id: 'f1@evil.test' }), { domain: 'evil.test' }));
  assert.equal((await jobs()).length, before, 'the DNS said that it is forged');
  dns.goDown(true);
  await comes(await dns.sign(plainMail({ from: 'Bo <bo@evil.test>' }), { domain: 'evil.test' }));
  assert.equal((await jobs()).length, before, 'a customer');
  const forged = await comes(Buffer.from((await dns.sign(plainMail({ from: 'Ada <ada@desk.test>' }))).toString().replace('Hello.', 'Pay now.')));
  assert.equal((await jobs()).length, before + 1);
  dns.goDown(false);
  assert.equal(await recheck(forged, 0), 'not-proved');
  assert.deepEqual(await rowOf(forged), { direction: 'incoming', proof: 'none', unproved: true });
});

test('what a sender wrote into the mail as the word of a trusted server proves nothing later; what that server wrote into a mailbox does', async () => {
  await within((tx) => changeChannelSettings(tx, desk.act, desk.help.id, { trustedServers: ['mx.desk.test'] }));
  const told = (id: string): Buffer => Buffer.concat([Buffer.from('Authentication-Results: mx.desk.test; dkim=pass header.d=desk.test\r\n'), plainMail({ from: 'Ada <ada@desk.test>', subject: id, id: `${id}@evil.test` })]);
  dns.goDown(true);
  const [forged, fetched] = [await comes(told('handed-over')), await comes(told('fetched'), 'imap:INBOX:7:1')];
  assert.deepEqual(await Promise.all([rowOf(forged), rowOf(fetched)]), Array(2).fill({ direction: 'incoming', proof: 'none', unproved: true }));
  assert.equal(await recheck(forged, 0), 'later');
  assert.deepEqual(await rowOf(forged), { direction: 'incoming', proof: 'none', unproved: true });
  assert.equal(await recheck(fetched, 0), 'proved');
  assert.deepEqual(await rowOf(fetched), { direction: 'outgoing', proof: 'server', unproved: false });
  dns.goDown(false);
});
