import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialectGoldens } from './dialect-goldens.ts';
import { treeOf } from './file-tree.ts';

test('a dialect without its goldens fails, once for each', async () => {
  assert.equal((await dialectGoldens.check(treeOf({ 'dialects/native/dialect.ts': '' }))).length, 2);
  assert.equal((await dialectGoldens.check(treeOf({ 'dialects/native/dialect.ts': '', 'dialects/native/golden-routes.txt': 'GET /', 'dialects/native/golden-openapi.json': ' ' }))).length, 1);
});

test('a dialect with both passes, and so does a folder that is not a dialect yet', async () => {
  assert.deepEqual(await dialectGoldens.check(treeOf({
    'dialects/native/dialect.ts': '', 'dialects/native/golden-routes.txt': 'GET /', 'dialects/native/golden-openapi.json': '{}', 'dialects/conformance/story.ts': '',
  })), []);
});
