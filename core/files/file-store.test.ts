import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { openFileStore, type FileStore } from './index.ts';

let dir: string;
let store: FileStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'files-'));
  store = openFileStore({ dir });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const bytes = (text: string) => Buffer.from(text);
const sha = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const pathOf = (accountId: number, sha256: string) => join(dir, String(accountId), sha256.slice(0, 2), sha256);

test('what was put comes back byte for byte, whole and as a stream', async () => {
  const contents = [bytes('one'), bytes(''), Buffer.alloc(1_500_000, 7), bytes('one')];
  const stored = await store.putMany(1, contents);
  assert.deepEqual(stored.map((file) => file.sha256), contents.map(sha));
  assert.deepEqual(stored.map((file) => file.byteCount), [3, 0, 1_500_000, 3]);
  for (const [at, content] of contents.entries()) {
    assert.deepEqual(await store.read(1, stored[at]!.sha256), content);
    assert.deepEqual(await buffer(await store.open(1, stored[at]!.sha256)), content);
  }
  assert.deepEqual(await readdir(join(dir, 'tmp')), []);
});

test('the same content twice, or by two at once, is one file', async () => {
  await Promise.all(Array.from({ length: 20 }, () => store.putMany(1, [bytes('a'), bytes('b')])));
  assert.deepEqual(await readdir(join(dir, 'tmp')), []);
  assert.deepEqual(await store.read(1, sha(bytes('a'))), bytes('a'));
});

test('another account does not have it', async () => {
  const { sha256 } = await store.put(1, bytes('mine'));
  assert.equal(await store.exists(2, sha256), false);
  await assert.rejects(store.read(2, sha256), { code: 'not-found' });
  await assert.rejects(store.open(2, sha256), { code: 'not-found' });
  await store.remove(2, sha256);
  assert.equal(await store.exists(1, sha256), true);
  await store.remove(1, sha256);
  assert.equal(await store.exists(1, sha256), false);
});

test('bytes the disk changed are an error, whole and as a stream', async () => {
  const { sha256 } = await store.put(1, bytes('content'));
  await writeFile(pathOf(1, sha256), 'c0ntent');
  await assert.rejects(store.read(1, sha256), { code: 'unavailable' });
  await assert.rejects(buffer(await store.open(1, sha256)), { code: 'unavailable' });
});

test('nothing from outside becomes a path', async () => {
  for (const key of ['../../etc/passwd', '', 'A'.repeat(64), `${'a'.repeat(63)}/`, 'a'.repeat(65)]) {
    assert.throws(() => store.read(1, key), RangeError);
  }
  assert.throws(() => store.exists(-1, 'a'.repeat(64)), RangeError);
});

test('a stream that is left alone or broken off leaves no open file', async () => {
  const { sha256 } = await store.put(1, Buffer.alloc(2_000_000, 1));
  const count = async () => (await readdir('/proc/self/fd').catch(() => [])).length;
  const before = await count();
  for (let n = 0; n < 20; n += 1) (await store.open(1, sha256)).destroy();
  for await (const chunk of await store.open(1, sha256)) {
    assert.ok(chunk);
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(await count() <= before + 1);
});

test('a full disk is unavailable, leaves no half file, and is forgotten when there is room', { skip: process.platform === 'win32' }, async () => {
  const script = `
    import { openFileStore } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    const store = openFileStore({ dir: ${JSON.stringify(dir)} });
    process.on('SIGXFSZ', () => {});
    const failed = await store.put(1, Buffer.alloc(200_000, 1)).then(() => 'stored', (error) => error.code);
    const small = await store.put(1, Buffer.from('small'));
    console.log(failed, small.byteCount);`;
  // A limit on the size of files (blocks of 512 bytes in POSIX sh, 1024 in bash) stands in for the end of the disk.
  const child = spawnSync('/bin/sh', ['-c', `ulimit -f 64; exec "$0" --input-type=module -e "$1"`, process.execPath, script], { encoding: 'utf8' });
  assert.equal(child.stdout.trim(), 'unavailable 5', child.stderr);
  assert.deepEqual(await readdir(join(dir, 'tmp')), []);
  assert.equal(await store.exists(1, sha(Buffer.alloc(200_000, 1))), false);
});

test('sweep removes what a crash left a day ago and nothing younger', async () => {
  await store.put(1, bytes('x'));
  await writeFile(join(dir, 'tmp', 'old'), 'x');
  await writeFile(join(dir, 'tmp', 'young'), 'x');
  await utimes(join(dir, 'tmp', 'old'), new Date(Date.now() - 90_000_000), new Date(Date.now() - 90_000_000));
  assert.equal(await store.sweep(Date.now()), 1);
  assert.deepEqual(await readdir(join(dir, 'tmp')), ['young']);
});

test('a crash right after the file was written keeps the file', async () => {
  const script = `
    import { openFileStore } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)};
    await openFileStore({ dir: ${JSON.stringify(dir)} }).put(1, Buffer.from('kept'));`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, PATCHBAY_CRASH_AT: 'file-written:1' }, encoding: 'utf8',
  });
  assert.equal(child.signal, 'SIGKILL');
  assert.deepEqual(await store.read(1, sha(bytes('kept'))), bytes('kept'));
});
