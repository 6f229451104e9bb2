import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadSecretKey, parseSecretKey, seal, unseal } from '../index.ts';

const key = parseSecretKey('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'test');
const place = { table: 'users', column: 'totp_sealed', row: 7 };

test('what was sealed opens, with its key, in its row', () => {
  for (const secret of ['', 'hunter2', 'ключ 🔑', 'x'.repeat(100_000)]) assert.equal(unseal(key, place, seal(key, place, secret)), secret);
});

test('the same secret sealed twice shows no likeness, nor the secret', () => {
  const [one, two] = [seal(key, place, 'hunter2 hunter2'), seal(key, place, 'hunter2 hunter2')];
  assert.notDeepEqual(one.subarray(5), two.subarray(5));
  assert.ok(!one.includes('hunter'));
});

test('in another row, column or table, with another key, or changed in any byte it does not open', () => {
  const sealed = seal(key, place, 'hunter2');
  for (const other of [{ ...place, row: 8 }, { ...place, column: 'x' }, { ...place, table: 'x' }]) {
    assert.throws(() => unseal(key, other, sealed), { code: 'unavailable' });
  }
  const otherKey = parseSecretKey('ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'test');
  assert.throws(() => unseal(otherKey, place, sealed), { code: 'unavailable' });
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    assert.throws(() => unseal(key, place, changed), { code: 'unavailable' }, `byte ${at}`);
  }
  for (let length = 0; length < sealed.length; length += 1) assert.throws(() => unseal(key, place, sealed.subarray(0, length)), { code: 'unavailable' });
});

test('a key is 32 random bytes in hex or base64 and nothing else', () => {
  const hex = key.bytes.toString('hex');
  for (const text of [hex.toUpperCase(), key.bytes.toString('base64'), key.bytes.toString('base64url'), ` ${hex}\n`]) {
    assert.deepEqual(parseSecretKey(text, 'x').bytes, key.bytes);
  }
  for (const text of ['', 'secret', hex.slice(1), `${hex}00`, '0'.repeat(64), 'A'.repeat(43), 'x'.repeat(64)]) {
    assert.throws(() => parseSecretKey(text, 'PATCHBAY_SECRET_KEY'), { code: 'invalid' });
  }
});

test('the key file is made once, closed to others, by however many start at once', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'key-'));
  const dataDir = join(dir, 'data');
  const keys = await Promise.all(Array.from({ length: 20 }, () => loadSecretKey({ env: {}, dataDir })));
  assert.equal(new Set(keys.map((one) => one.bytes.toString('hex'))).size, 1);
  assert.deepEqual(await readdir(dataDir), ['secret.key']);
  assert.equal((await stat(join(dataDir, 'secret.key'))).mode & 0o777, 0o600);
  assert.deepEqual(await loadSecretKey({ env: { PATCHBAY_SECRET_KEY: '' }, dataDir }), keys[0]);
  const text = await readFile(join(dataDir, 'secret.key'), 'utf8');
  const set = await loadSecretKey({ env: { PATCHBAY_SECRET_KEY: key.bytes.toString('hex') }, dataDir });
  assert.deepEqual(set.bytes, key.bytes);
  assert.equal(await readFile(join(dataDir, 'secret.key'), 'utf8'), text);
  await writeFile(join(dataDir, 'secret.key'), 'cut short');
  await assert.rejects(loadSecretKey({ env: {}, dataDir }), { code: 'invalid' });
  await rm(dir, { recursive: true });
});
