import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { findQuarantine } from '#core/conversations/index.ts';
import { findMailboxHealth } from '#core/desk/index.ts';
import { sql } from '#storage/index.ts';
import { openMailRoom, type TestMailRoom } from '#testkit/mail-room.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { plainMail } from '#testkit/people/plain-mail.ts';
import { sha256Of, type IncomingMail } from './incoming-mail.ts';
import { prepareMails } from './prepare-mails.ts';
import { retryQuarantined } from './retry-quarantined.ts';
import { storeMails } from './store-mails.ts';

let desk: Desk;
let room: TestMailRoom;
before(async () => {
  desk = await openDesk();
  room = await openMailRoom(desk.database);
});
after(async () => {
  await room.close();
  await desk.close();
});

const within = <T>(work: Parameters<typeof desk.database.withAccount<T>>[1]) => desk.database.withAccount(desk.accountId, work);
const tools = () => ({ database: desk.database, files: room.files, pool: room.pool(), verifier: room.verifier() });

/** Put there as a mail whose parser had died. */
async function quarantine(raw: Buffer, unreadable: IncomingMail['unreadable']): Promise<number> {
  const sha256 = sha256Of(raw);
  const prepared = await prepareMails(tools(), desk.act, null, [{ copyKey: `raw:${sha256}`, raw, sha256, folder: '', copyFlags: [], unreadable, timeOf: () => { throw new Error('not asked'); } }]);
  await storeMails(desk.database, desk.act, [desk.help], prepared, { batchId: null });
  return (await within((tx) => findQuarantine(tx, desk.act))).at(-1)!.id;
}

test('a mail that can be read now becomes a message, at the time it came, and leaves quarantine', async () => {
  const id = await quarantine(plainMail({ subject: 'Read at last', attachmentBytes: 100_000 }), { code: 'parse-failed', safeText: 'The parser died.' });
  assert.equal((await within((tx) => findMailboxHealth(tx, desk.act)))[0]!.quarantined, 1);
  assert.equal((await retryQuarantined(tools(), desk.act, id)).outcome, 'stored');
  const rows = await within((tx) => tx.rows(sql<{ subject: string; atSource: string; at: string; proof: string }>`SELECT subject, at_source AS "atSource", at, sender_proof AS proof FROM messages WHERE account_id = ${desk.accountId}`));
  assert.deepEqual(rows.map(({ subject, atSource, proof }) => [subject, atSource, proof]), [['Read at last', 'smtp', 'none']], 'nobody knows any more who handed it over');
  assert.equal(new Date(rows[0]!.at).toISOString(), desk.act.now);
  assert.deepEqual(await within((tx) => findQuarantine(tx, desk.act)), []);
  await assert.rejects(retryQuarantined(tools(), desk.act, id), { code: 'not-found' });
});

test('one that still cannot be read stays, with its bytes', async () => {
  const bomb = Buffer.from(`From: a@b.test\r\n${Array.from({ length: 100 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join('')}\r\n`);
  const id = await quarantine(bomb, null);
  assert.equal((await retryQuarantined(tools(), desk.act, id)).outcome, 'kept');
  assert.deepEqual((await within((tx) => findQuarantine(tx, desk.act))).map((mail) => mail.id), [id]);
});

test('one of which only the beginning is here is not read as if it were whole', async () => {
  const id = await quarantine(plainMail({ subject: 'Half' }), { code: 'too-large', safeText: 'Too large.' });
  await assert.rejects(retryQuarantined(tools(), desk.act, id), { code: 'conflict' });
});
