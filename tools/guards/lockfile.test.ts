import assert from 'node:assert/strict';
import { test } from 'node:test';
import { treeOf } from './file-tree.ts';
import { INSTALL_SCRIPTS_ALLOWED, lockfile } from './lockfile.ts';

const GOOD = { integrity: 'sha512-x', license: 'MIT' };

async function problemsIn(entry: object, files: Record<string, string> = {}): Promise<string[]> {
  const lock = JSON.stringify({ packages: { '': {}, 'node_modules/a': entry } }, null, 2);
  return (await lockfile.check(treeOf({ 'package-lock.json': lock, ...files }))).map((one) => one.problem);
}

test('a package without a hash, from elsewhere, or with another licence fails', async () => {
  assert.deepEqual(await problemsIn({ license: 'MIT' }), ['a has no integrity hash']);
  assert.deepEqual(await problemsIn({ ...GOOD, resolved: 'git+ssh://git@example.org/a.git' }), ['a comes from git+ssh://git@example.org/a.git']);
  assert.deepEqual(await problemsIn({ ...GOOD, license: 'AGPL-3.0' }), ['a has the licence AGPL-3.0']);
  assert.deepEqual(await problemsIn({ ...GOOD, license: '(GPL-3.0 OR MIT)' }), []);
  assert.deepEqual(await problemsIn({ ...GOOD, license: 'MIT AND GPL-3.0' }), ['a has the licence MIT AND GPL-3.0']);
});

test('an install script fails unless it is listed and scripts are off', async () => {
  const withScript = { ...GOOD, hasInstallScript: true };
  const list = { [INSTALL_SCRIPTS_ALLOWED]: 'a | only links libraries' };
  assert.deepEqual(await problemsIn(withScript), ['a runs a script when it is installed']);
  assert.deepEqual(await problemsIn(withScript, { ...list, '.npmrc': 'ignore-scripts=true\n' }), []);
  assert.deepEqual(await problemsIn(withScript, list), ['install scripts are not switched off']);
  assert.deepEqual(await problemsIn(GOOD, list), ['a is listed but nothing needs it']);
});

test('a package whose licence was read passes by its name alone, and fails once it names a good one', async () => {
  const { license: _, ...nameless } = GOOD;
  const lock = (name: string, entry: object) => lockfile.check(treeOf({ 'package-lock.json': JSON.stringify({ packages: { '': {}, [`node_modules/${name}`]: entry } }, null, 2) }));
  assert.deepEqual((await lock('png-js', nameless)).map((one) => one.problem), []);
  assert.deepEqual((await lock('png-jt', nameless)).map((one) => one.problem), ['png-jt has the licence (none)']);
  assert.deepEqual((await lock('png-js', GOOD)).map((one) => one.problem), ['png-js names a licence of the list by now']);
});
