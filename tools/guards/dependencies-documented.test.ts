import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEPENDENCIES_PAGE, dependenciesDocumented } from './dependencies-documented.ts';
import { treeOf } from './file-tree.ts';

const problemsIn = async (manifest: object, page: string): Promise<string[]> =>
  (await dependenciesDocumented.check(treeOf({ 'package.json': JSON.stringify(manifest), [DEPENDENCIES_PAGE]: page }))).map((one) => one.problem);

test('a dependency of any kind without a row fails', async () => {
  assert.deepEqual(await problemsIn({ dependencies: { a: '1.0.0' }, devDependencies: { b: '2.0.0' }, optionalDependencies: { c: '3.0.0' } }, '| x | `a` | 1.0.0 | MIT |'), ['b has no row', 'c has no row']);
});

test('a row with another version, a row of a package that is gone, and a range fail', async () => {
  assert.deepEqual(await problemsIn({ dependencies: { a: '1.0.1' } }, '| x | `a` | 1.0.0 | MIT |'), ['a is 1.0.1 in package.json, 1.0.0 here']);
  assert.deepEqual(await problemsIn({}, '| x | `a` | 1.0.0 | MIT |'), ['a is no dependency']);
  assert.deepEqual(await problemsIn({ dependencies: { a: '^1.0.0' } }, '| x | `a` | ^1.0.0 | MIT |'), ['a is not pinned: ^1.0.0']);
});

test('one row may hold a package for several platforms', async () => {
  assert.deepEqual(await problemsIn({ optionalDependencies: { 'a-x64': '1.0.0', 'a-arm64': '1.0.0' } }, '| x | `a-x64` `a-arm64` | 1.0.0 | MIT |'), []);
});
