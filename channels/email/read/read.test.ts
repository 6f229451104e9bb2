import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { MailSourceError, type ReadOptions, type SourceMail } from './mail-source.ts';
import { openMailSource } from './open-mail-source.ts';
import { readMbox } from './read-mbox.ts';
import { MboxSplitter, unquoteFrom } from './split-mbox.ts';
import { unpackXz } from './unpack-xz.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'patchbay-read-'));
});
after(() => rm(folder, { recursive: true, force: true }));

const separator = 'From mboxrd@z Thu Jan  1 00:00:00 1970\n';
const one = 'From: a@b.example\nSubject: one\n\n>From the start\nFrom here on, no time.\n\nFrom my side\n>>From deep\nend\n';
const two = 'From: c@d.example\nSubject: two\n\nbye\n';
const mbox = `${separator}${one}\n${separator}${two}\n`;
const unquoted = one.replace('>From the', 'From the').replace('>>From', '>From');

/** `hello`, packed by xz 5.4. */
const xzSmall = '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jMAQAEaGVsbG8AAAAAsTe52+XaHpsAAR0FuC2Arx+2830BAAAAAARZWg==';

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function all(mails: AsyncIterable<SourceMail>): Promise<SourceMail[]> {
  const out: SourceMail[] = [];
  for await (const mail of mails) out.push(mail);
  return out;
}

async function open(path: string, options?: ReadOptions): Promise<SourceMail[]> {
  return all((await openMailSource(path, options)).mails);
}

const texts = (mails: SourceMail[]): string[] => mails.map((mail) => Buffer.from(mail.raw).toString('latin1'));

async function failure(path: string): Promise<string> {
  const error: unknown = await open(path).then(() => null, (reason: unknown) => reason);
  assert.ok(error instanceof MailSourceError, String(error));
  return error.code;
}

test('an mbox gives its mails with the quoting undone and byte offsets', async () => {
  const mails = await open(await file('Sent.mbox', mbox));
  assert.deepEqual(texts(mails), [unquoted, two]);
  assert.deepEqual(mails.map((mail) => [mail.folder, mail.position]), [['Sent', '0'], ['Sent', String(separator.length + one.length + 1)]]);
  assert.deepEqual([mails[1]?.bytesRead, mails[1]?.bytesTotal], [mbox.length, mbox.length]);
});

test('CRLF stays CRLF', async () => {
  const mails = await open(await file('crlf.mbox', mbox.replaceAll('\n', '\r\n')));
  assert.deepEqual(texts(mails), [unquoted.replaceAll('\n', '\r\n'), two.replaceAll('\n', '\r\n')]);
});

test('the split does not depend on where chunks end', () => {
  const bytes = Buffer.from(mbox);
  for (let size = 1; size <= 80; size++) {
    const splitter = new MboxSplitter(1_000_000, true);
    const seen: string[] = [];
    for (let at = 0; at < bytes.length; at += size) for (const mail of splitter.push(bytes.subarray(at, at + size))) seen.push(`${mail.offset} ${mail.raw.toString()}`);
    for (const mail of splitter.finish()) seen.push(`${mail.offset} ${mail.raw.toString()}`);
    assert.deepEqual(seen, [`0 ${unquoted}`, `${separator.length + one.length + 1} ${two}`], `chunks of ${size}`);
  }
});

test('a mail over the limit is cut, named and does not disturb the next', async () => {
  const big = `From: a@b.example\n\n${'x'.repeat(300_000)}\n`;
  const path = await file('big.mbox', `${separator}${big}\n${separator}${two}\n`);
  const mails = await all(readMbox(path, { mailBytesMax: 100_000 }));
  assert.deepEqual(mails.map((mail) => [mail.tooLarge ?? false, mail.raw.byteLength]), [[true, 65_536], [false, two.length]]);
  assert.equal(mails[0]?.rawSize, big.length + 1);
});

test('one line of 20 MB does not stay in memory', () => {
  const splitter = new MboxSplitter(100_000, true);
  for (const _mail of splitter.push(Buffer.from(`${separator}From: a@b.example\n\n`))) assert.fail();
  for (let i = 0; i < 80; i++) for (const _mail of splitter.push(Buffer.alloc(256 * 1024, 'x'))) assert.fail();
  assert.ok(splitter.carry.length <= 1024 * 1024 + 256 * 1024);
  const [mail] = [...splitter.finish()];
  assert.ok(mail?.tooLarge && mail.raw.length === 65_536 && mail.size > 20_000_000);
});

test('gzip and xz are told by their bytes, whatever the name', async () => {
  assert.deepEqual(texts(await open(await file('packed.bin', gzipSync(mbox)))), [unquoted, two]);
  assert.deepEqual(texts(await open(await file('one.eml.gz', gzipSync(two)))), [two]);
});

test('both xz decoders give the same, and damage is said', async () => {
  const packed = Buffer.from(xzSmall, 'base64');
  for (const program of ['xz', null, '/nowhere/xz']) {
    assert.equal(await unpack(packed, program), 'hello');
    await assert.rejects(unpack(packed.subarray(0, packed.length - 20), program), (error: unknown) => error instanceof MailSourceError && error.code === 'archive-damaged');
    await assert.rejects(unpack(Buffer.from('\xfd7zXZ\0garbage', 'latin1'), program), MailSourceError);
  }
});

async function unpack(packed: Buffer, program: string | null): Promise<string> {
  async function* chunks(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(packed);
  }
  let out = '';
  for await (const chunk of unpackXz(chunks(), { program })) out += chunk.toString();
  return out;
}

test('a Maildir gives cur and new with flags, its subfolders, and never tmp', async () => {
  const path = join(folder, 'maildir');
  for (const sub of ['cur', 'new', 'tmp', '.Sent/cur', '.Sent/new', '.Sent/tmp']) await mkdir(join(path, sub), { recursive: true });
  await writeFile(join(path, 'cur/1.x:2,FRS'), one);
  await writeFile(join(path, 'new/2.x'), two);
  await writeFile(join(path, 'tmp/3.x'), 'unfinished');
  await writeFile(join(path, '.Sent/cur/4.x:2,S'), two);
  const mails = await open(path);
  assert.deepEqual(mails.map((mail) => [mail.folder, mail.position, mail.flags]), [
    ['INBOX', '1.x', ['\\Flagged', '\\Answered', '\\Seen']],
    ['INBOX', '2.x', []],
    ['Sent', '.Sent/4.x', ['\\Seen']],
  ]);
  assert.equal(texts(mails)[0], one);
});

test('a Maildir file that is moved or deleted while it is read is found again or left out', async () => {
  const path = join(folder, 'moving');
  for (const sub of ['cur', 'new', 'tmp']) await mkdir(join(path, sub), { recursive: true });
  for (const name of ['cur/1:2,', 'new/2', 'new/3']) await writeFile(join(path, name), `${two}${name}`);
  const seen: string[] = [];
  for await (const mail of (await openMailSource(path)).mails) {
    seen.push(mail.position);
    if (mail.position === '1') {
      await rename(join(path, 'new/2'), join(path, 'cur/2:2,S'));
      await rm(join(path, 'new/3'));
    }
  }
  assert.deepEqual(seen, ['1', '2']);
});

test('a tree of .eml files is read in order of its paths', async () => {
  const path = join(folder, 'tree');
  await mkdir(join(path, 'b'), { recursive: true });
  await writeFile(join(path, 'z.eml'), two);
  await writeFile(join(path, 'b/a.EML'), one);
  await writeFile(join(path, 'b/notes.txt'), 'no mail');
  const mails = await open(path);
  assert.deepEqual(mails.map((mail) => [mail.folder, mail.position]), [['b', 'b/a.EML'], ['tree', 'z.eml']]);
  assert.equal(mails.at(-1)?.bytesRead, mails.at(-1)?.bytesTotal);
});

test('a tree gives mbox files, mails without an ending and Maildirs too, and counts what is no mail', async () => {
  const path = join(folder, 'mixed');
  for (const sub of ['Archive', 'md/cur', 'md/new', 'md/tmp']) await mkdir(join(path, sub), { recursive: true });
  await writeFile(join(path, 'Archive/Sent.mbox.gz'), gzipSync(mbox));
  await writeFile(join(path, 'Inbox'), `${separator}${two}\n`);
  await writeFile(join(path, 'Drafts'), '');
  await writeFile(join(path, '17'), one);
  await writeFile(join(path, 'md/new/1.x'), two);
  await writeFile(join(path, 'md/tmp/2.x'), two);
  await writeFile(join(path, 'Inbox.msf'), '// <!-- <mdb:mork:z v="1.4"/> -->');
  await writeFile(join(path, '.DS_Store'), 'Bud1');
  await symlink(join(path, '17'), join(path, '18'));
  const source = await openMailSource(path);
  const mails = await all(source.mails);
  assert.deepEqual(mails.map((mail) => [mail.folder, mail.position]), [
    ['mixed', '17'], ['Archive/Sent', 'Archive/Sent.mbox.gz:0'], ['Archive/Sent', `Archive/Sent.mbox.gz:${separator.length + one.length + 1}`],
    ['Inbox', 'Inbox:0'], ['md/INBOX', 'md:1.x'],
  ]);
  assert.equal(source.skipped, 2);
  assert.equal(mails.at(-1)?.bytesRead, mails.at(-1)?.bytesTotal);
});

test('an empty file is an mbox without mails', async () => {
  assert.deepEqual(await open(await file('empty.mbox', '')), []);
  assert.deepEqual(await open(await file('empty.mbox.gz', gzipSync(''))), []);
});

test('what is missing, no mail, or damaged is said', async () => {
  assert.equal(await failure(join(folder, 'nowhere.mbox')), 'not-found');
  assert.equal(await failure(await file('photo.eml', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 2]))), 'not-mail');
  await mkdir(join(folder, 'nothing'), { recursive: true });
  assert.equal(await failure(join(folder, 'nothing')), 'not-mail');
  const packed = gzipSync(mbox.repeat(2_000));
  assert.equal(await failure(await file('cut.mbox.gz', packed.subarray(0, packed.length - 100))), 'archive-damaged');
});

test('a reader that stops early leaves nothing running', async () => {
  const path = await file('early.mbox.gz', gzipSync(mbox.repeat(50_000)));
  for await (const _mail of (await openMailSource(path)).mails) break;
});

test('only whole quoted separators are unquoted', () => {
  assert.equal(unquoteFrom(Buffer.from('>From a\nx >From b\n>>>From c\n> From d\n')).toString(), 'From a\nx >From b\n>>From c\n> From d\n');
});
