import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './file-tree.ts';
import { CHECKSUMS, sha256Of } from './migration-checksums.ts';
import { migrationsAppendOnly } from './migrations-append-only.ts';

const FIRST = 'storage/migrations/0001_first.sql';
const SECOND = 'storage/migrations/0002_second.sql';
const checksums = `${sha256Of('one')}  0001_first.sql\n${sha256Of('two')}  0002_second.sql\n`;
const problemsIn = async (files: Record<string, string>): Promise<string[]> => (await migrationsAppendOnly.check(treeOf(files))).map((one) => one.problem);

test('recorded and unchanged migrations pass', async () => {
  assert.deepEqual(await problemsIn({ [CHECKSUMS]: checksums, [FIRST]: 'one', [SECOND]: 'two' }), []);
});

test('a changed migration fails', async () => {
  assert.deepEqual(await problemsIn({ [CHECKSUMS]: checksums, [FIRST]: 'one ', [SECOND]: 'two' }), ['a recorded migration has changed']);
});

test('a removed migration fails', async () => {
  assert.deepEqual(await problemsIn({ [CHECKSUMS]: checksums, [SECOND]: 'two' }), [`${FIRST} is recorded but gone`]);
});

test('a new migration is told how to be recorded, and may not come before a recorded one', async () => {
  const files = { [CHECKSUMS]: checksums, [FIRST]: 'one', [SECOND]: 'two' };
  assert.deepEqual(await problemsIn({ ...files, 'storage/migrations/0003_third.sql': 'x' }), ['a new migration is not recorded']);
  assert.deepEqual(await problemsIn({ ...files, 'storage/migrations/0001_z.sql': 'x' }), [`its name sorts before ${SECOND}, which is recorded`]);
});
