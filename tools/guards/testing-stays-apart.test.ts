import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './file-tree.ts';
import { testingStaysApart } from './testing-stays-apart.ts';

const countFor = async (path: string, source: string): Promise<number> => (await testingStaysApart.check(treeOf({ [path]: source }))).length;

test('the server may not import what only tests use', async () => {
  assert.equal(await countFor('core/a/a.ts', "import { x } from './testing/x.ts';"), 1);
  assert.equal(await countFor('server/main.ts', "import { y } from '#testkit/y.ts';"), 1);
});

test('tests, their folders, benches and tools may', async () => {
  for (const path of ['core/a/a.test.ts', 'core/a/testing/b.ts', 'bench/c.ts', 'testkit/d.ts']) assert.equal(await countFor(path, "import { y } from '#testkit/y.ts';"), 0);
});
