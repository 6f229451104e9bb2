import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import { factsConsumer } from '#core/analytics/index.ts';
import { findImports, readRawMail, undoImport } from '#core/conversations/index.ts';
import { catchUp } from '#core/events/index.ts';
import { openFileStore } from '#core/files/index.ts';
import { sql } from '#storage/index.ts';
import { generatedMails } from '#testkit/corpora/generated-mails.ts';
import { writeMbox } from '#testkit/corpora/write-mbox.ts';
import { openDesk, type Desk } from '#testkit/people/open-desk.ts';
import { importMail, type ImportResult } from './index.ts';

describe('importing mail from files', () => {
  let dir = '';
  let desk: Desk;
  const mails = [...generatedMails(120, 3)];

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'patchbay-import-'));
    desk = await openDesk();
    await writeMbox(join(dir, 'mails.mbox'), mails.map((mail) => mail.raw));
  });
  after(async () => {
    await desk.close();
    await rm(dir, { recursive: true, force: true });
  });

  const run = (paths: string[], channel = desk.help): Promise<ImportResult> =>
    importMail(desk.database, openFileStore({ dir: join(dir, 'files') }), { ...desk.act, origin: 'import' }, { paths, channel, zone: null, threads: 1 });
  const tables = ['messages', 'message_bodies', 'message_parties', 'message_copies', 'attachments', 'conversation_threads', 'mail_ids', 'mail_threads', 'message_facts', 'conversation_facts', 'quarantine'];
  const counts = () => desk.database.withAccount(desk.accountId, async (tx) => {
    const found: Record<string, number> = {};
    for (const table of tables) found[table] = (await tx.one(sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(table)} WHERE account_id = ${desk.accountId}`)).n;
    return found;
  });

  it('is silent, repeatable, and can be undone as a batch; then the same files can come again', async () => {
    const empty = await counts();
    const first = await run([join(dir, 'mails.mbox')]);
    assert.deepEqual([first.read, first.stored, first.alreadyHeld, first.quarantined], [120, 120, 0, 0]);
    await catchUp(desk.database, [factsConsumer]);
    const full = await counts();
    const live = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<object>`SELECT FROM events WHERE type LIKE 'message.%' AND origin = 'live'`));
    assert.equal(live.length, 0, 'no reactor will act on it');
    const again = await run([join(dir, 'mails.mbox')]);
    assert.deepEqual([again.stored, again.alreadyHeld], [0, 120]);
    assert.equal((await undoImport(desk.database, desk.act, first.batchId)).removed, 120);
    await catchUp(desk.database, [factsConsumer]);
    assert.deepEqual(await counts(), empty);
    assert.equal((await run([join(dir, 'mails.mbox')])).stored, 120);
    await catchUp(desk.database, [factsConsumer]);
    assert.deepEqual(await counts(), full);
    const states = await desk.database.withAccount(desk.accountId, (tx) => findImports(tx, desk.act));
    assert.deepEqual(states.map((batch) => batch.state), ['done', 'done', 'undone']);
  });

  it('undoing one mailbox leaves what lies in another', async () => {
    const sales = await run([join(dir, 'mails.mbox')], desk.sales);
    assert.deepEqual([sales.stored, sales.alreadyHeld], [0, 120]);
    const before1 = await counts();
    assert.equal(before1['message_copies'], 240);
    await undoImport(desk.database, desk.act, sales.batchId);
    const after1 = await counts();
    assert.deepEqual([after1['messages'], after1['message_copies']], [120, 120]);
  });

  it('reads gzip, single mails and Maildir alike', async () => {
    const other = [...generatedMails(12, 99)];
    await writeMbox(join(dir, 'other.mbox'), other.slice(0, 4).map((mail) => mail.raw));
    await writeFile(join(dir, 'other.mbox.gz'), gzipSync(await readFile(join(dir, 'other.mbox'))));
    await writeFile(join(dir, 'one.eml'), other[4]!.raw);
    for (const folder of ['cur', 'new', 'tmp']) await mkdir(join(dir, 'Maildir', folder), { recursive: true });
    await writeFile(join(dir, 'Maildir', 'cur', '1.host:2,S'), other[5]!.raw);
    await writeFile(join(dir, 'Maildir', 'new', '2.host'), other[6]!.raw);
    await writeFile(join(dir, 'Maildir', 'tmp', '3.host'), other[7]!.raw);
    const result = await run([join(dir, 'other.mbox.gz'), join(dir, 'one.eml'), join(dir, 'Maildir')]);
    assert.deepEqual([result.read, result.stored], [7, 7]);
    const seen = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ flags: string[] }>`SELECT flags FROM message_copies WHERE cardinality(flags) > 0`));
    assert.deepEqual(seen.map((row) => row.flags), [['\\Seen']]);
  });

  it('a mail that cannot be read is kept in quarantine and stops nobody', async () => {
    const deep = Buffer.from(`From: a@home.test\r\nSubject: deep\r\n${nested(400)}`);
    const fine = [...generatedMails(3, 500)].map((mail) => mail.raw);
    await writeMbox(join(dir, 'poison.mbox'), [deep, ...fine]);
    const first = await run([join(dir, 'poison.mbox')]);
    assert.deepEqual([first.read, first.stored, first.quarantined], [4, 3, 1]);
    const again = await run([join(dir, 'poison.mbox')]);
    assert.deepEqual([again.stored, again.alreadyHeld, again.quarantined], [0, 3, 1]);
    const [kept] = await desk.database.withAccount(desk.accountId, (tx) => tx.rows(sql<{ code: string; raw_sha256: string }>`SELECT code, raw_sha256 FROM quarantine`));
    assert.equal(kept!.code, 'nesting-too-deep');
    const raw = await desk.database.withAccount(desk.accountId, (tx) => readRawMail(tx, kept!.raw_sha256));
    assert.ok(raw!.includes('Subject: deep'));
  });

  it('says clearly when a path is not there, before anything is written', async () => {
    const before1 = await desk.database.withAccount(desk.accountId, (tx) => findImports(tx, desk.act));
    await assert.rejects(run([join(dir, 'other.mbox'), join(dir, 'missing.mbox')]), { code: 'invalid', message: /missing\.mbox/ });
    assert.deepEqual(await desk.database.withAccount(desk.accountId, (tx) => findImports(tx, desk.act)), before1);
  });
});

function nested(depth: number): string {
  let text = '';
  for (let at = 0; at < depth; at += 1) text += `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`;
  return `${text}Content-Type: text/plain\r\n\r\nbottom\r\n`;
}
