import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { findPostgresBinaries } from '../find-postgres-binaries.ts';
import { makeTestDirectory } from '../testing/test-places.ts';
import { linkLibraries, readyBinaries } from './ready-binaries.ts';

const place = makeTestDirectory();
after(place.remove);

/** The package as npm unpacks it where install scripts are off: no links. */
function freshPackage(name: string): string {
  const { nativeDir } = findPostgresBinaries({ postgresBin: null });
  assert.ok(nativeDir !== null);
  const copy = join(place.path, name);
  cpSync(join(nativeDir, '..'), copy, { recursive: true, verbatimSymlinks: true });
  for (const file of readdirSync(join(copy, 'native', 'lib'))) {
    const path = join(copy, 'native', 'lib', file);
    if (lstatSync(path).isSymbolicLink()) rmSync(path);
  }
  return join(copy, 'native');
}

const initdb = (binDir: string): number | null => spawnSync(join(binDir, 'initdb'), ['--version']).status;

test('library links that npm does not carry are made', () => {
  const nativeDir = freshPackage('package');
  if (process.platform === 'linux') assert.notEqual(initdb(join(nativeDir, 'bin')), 0, 'without them it does not run');
  assert.equal(linkLibraries(nativeDir), true);
  assert.equal(initdb(join(nativeDir, 'bin')), 0);
  assert.equal(linkLibraries(nativeDir), true, 'a second time changes nothing');
});

test('programs behind a link in a closed directory run by their real path', () => {
  const found = findPostgresBinaries({ postgresBin: null });
  const closed = join(place.path, 'closed-link');
  mkdirSync(closed, { mode: 0o700 });
  symlinkSync(realpathSync(found.nativeDir!), join(closed, 'native'));
  const binDir = readyBinaries({ ...found, nativeDir: join(closed, 'native'), binDir: join(closed, 'native', 'bin') }, { uid: 65534, gid: 65534 }, join(place.path, 'link-copies'));
  assert.ok(!binDir.startsWith(closed), binDir);
  assert.equal(initdb(binDir), 0);
});

test('programs that another user cannot reach are copied, and the copy runs without the original', () => {
  const nativeDir = freshPackage('closed');
  chmodSync(join(nativeDir, '..'), 0o700);
  const found = { binDir: join(nativeDir, 'bin'), source: 'package', nativeDir } as const;
  const stranger = { uid: 61_001, gid: 61_001 };
  const binDir = readyBinaries(found, stranger, join(place.path, 'copies'));
  assert.notEqual(binDir, found.binDir);
  assert.equal(readyBinaries(found, stranger, join(place.path, 'copies')), binDir, 'once');
  rmSync(join(nativeDir, '..'), { recursive: true });
  assert.equal(initdb(binDir), 0);
});
