import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LARGE_FILES, describeFileSizes, fileSizes } from './file-sizes.ts';
import { treeOf } from './file-tree.ts';

const lines = (count: number): string => 'x;\n'.repeat(count);
const filesFlagged = async (files: Record<string, string>): Promise<string[]> => (await fileSizes.check(treeOf(files))).map((one) => one.file);

test('a file of 501 lines fails, one of 500 does not', async () => {
  assert.deepEqual(await filesFlagged({ 'core/a/long.ts': lines(501), 'core/a/short.ts': lines(500), 'docs/long.md': lines(900) }), ['core/a/long.ts']);
});

test('a listed file passes until it shrinks', async () => {
  const list = { [LARGE_FILES]: 'core/a/table.ts | one table, one row per line' };
  assert.deepEqual(await filesFlagged({ ...list, 'core/a/table.ts': lines(600) }), []);
  assert.deepEqual(await filesFlagged({ ...list, 'core/a/table.ts': lines(60) }), [LARGE_FILES]);
});

test('median and 90th percentile are told', () => {
  const files = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`a/${index}.ts`, lines((index + 1) * 10)]));
  assert.equal(describeFileSizes(treeOf(files)), '10 TypeScript files: median 60 lines, 90th percentile 100, longest 100');
});
