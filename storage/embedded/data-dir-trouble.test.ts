import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { openEmbeddedDatabase } from './index.ts';
import { plainEnvironment } from './keeper/run-program.ts';
import { startClient } from './testing/client-process.ts';
import { isAlive, makeTestDirectory, query, until } from './testing/test-places.ts';

const place = makeTestDirectory();
after(place.remove);
const isRoot = process.getuid?.() === 0;

test('a file in the place of the data directory is named', async () => {
  const dataDir = join(place.path, 'file');
  writeFileSync(dataDir, '');
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'data-dir-unusable', message: /there is a file in its place/ });
});

test('a data directory that cannot be written says whose rights are missing', async () => {
  const dataDir = join(place.path, 'read-only');
  mkdirSync(dataDir, { mode: 0o555 });
  const client = startClient({ dataDir, ...(isRoot ? { user: { uid: 65534, gid: 65534 } } : {}) });
  const error = await client.said('error');
  assert.equal(error.code, 'data-dir-unusable');
  assert.match(error.message, /may not write .*read-only.*PATCHBAY_DATA_DIR/);
});

test('a directory of other files is left alone', async () => {
  const dataDir = join(place.path, 'foreign');
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres', 'precious.txt'), 'mine');
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'data-dir-unusable', message: /holds files but no database/ });
  assert.equal(readFileSync(join(dataDir, 'postgres', 'precious.txt'), 'utf8'), 'mine');
});

test('a database of another major version is refused with the way to move it, and not touched', async () => {
  const dataDir = join(place.path, 'old');
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'other-major-version', message: /PostgreSQL 17.*PostgreSQL 18.*backup.*restore/ });
  assert.equal(existsSync(join(dataDir, 'postgres', 'postgresql.conf')), false);
});

test('a start that was interrupted half-way is begun anew', async () => {
  const dataDir = join(place.path, 'half');
  mkdirSync(join(dataDir, 'postgres.new-0', 'base'), { recursive: true });
  writeFileSync(join(dataDir, 'postgres.new-0', 'PG_VERSION'), '18\n');
  const database = await openEmbeddedDatabase({ dataDir });
  assert.equal(database.info.isNew, true);
  assert.equal(existsSync(join(dataDir, 'postgres.new-0')), false);
  await database.release();
});

test('a first start killed at any moment is finished by the next', async () => {
  for (const afterMs of [50, 150, 300, 500, 700, 900]) {
    const dataDir = join(place.path, `killed-${afterMs}`);
    const client = startClient({ dataDir });
    await new Promise((settle) => setTimeout(settle, afterMs));
    client.kill('SIGKILL');
    const file = join(dataDir, 'keeper.json');
    if (existsSync(file)) process.kill((JSON.parse(readFileSync(file, 'utf8')) as { keeperPid: number }).keeperPid, 'SIGKILL');
    const database = await openEmbeddedDatabase({ dataDir });
    assert.deepEqual(await query(database.connection, 'SELECT current_database() AS name'), [{ name: 'patchbay' }]);
    await database.release();
  }
});

test('a server that someone else started is not touched', async () => {
  const dataDir = join(place.path, 'taken');
  const database = await openEmbeddedDatabase({ dataDir });
  await database.release();
  const { clusterDir, binDir } = database.info;
  const { uid, gid } = statSync(clusterDir);
  const server = spawn(join(binDir, 'postgres'), ['-D', clusterDir, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${clusterDir}`], { env: plainEnvironment(), stdio: 'ignore', uid, gid });
  await until('it runs', () => existsSync(join(clusterDir, 'postmaster.pid')) && /ready/.test(readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8')));
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'already-running', message: new RegExp(`process ${server.pid}`) });
  assert.ok(isAlive(server.pid ?? 0));
  server.kill('SIGINT');
  await new Promise((settle) => server.on('exit', settle));
  await (await openEmbeddedDatabase({ dataDir })).release();
});

test('a pointer to a directory that is gone is an error, never an empty database', async () => {
  const dataDir = join(place.path, 'lost');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'postgres.location'), '/nowhere/at/all/postgres\n');
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'data-dir-unusable', message: /directory is gone/ });
});

test('a full disk is named, at the first start and later, and nothing is lost', async (context) => {
  const dataDir = join(place.path, 'small');
  mkdirSync(dataDir);
  const mount = (megabytes: number): boolean => spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'none', dataDir]).status === 0;
  if (!mount(60)) return context.skip('needs root and mount(8) to make a small file system');
  context.after(() => spawnSync('umount', ['-l', dataDir]));
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'disk-full', message: /MB free/ });

  spawnSync('mount', ['-o', 'remount,size=200m', dataDir]);
  const database = await openEmbeddedDatabase({ dataDir });
  await query(database.connection, 'CREATE TABLE kept AS SELECT 1 AS id');
  await database.release();
  const filler = join(dataDir, 'filler');
  spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k']);
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'disk-full', message: /the disk is full/ });
  spawnSync('rm', [filler]);
  const again = await openEmbeddedDatabase({ dataDir });
  assert.deepEqual(await query(again.connection, 'SELECT id FROM kept'), [{ id: 1 }]);
  await again.release();
});

test('a read-only file system is named', async (context) => {
  const dataDir = join(place.path, 'ro');
  mkdirSync(dataDir);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'none', dataDir]).status !== 0) return context.skip('needs root and mount(8)');
  context.after(() => spawnSync('umount', ['-l', dataDir]));
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'data-dir-unusable', message: /read-only/ });
});

test('a data directory that another user owns says so', async (context) => {
  if (!isRoot) return context.skip('needs root to make a directory of another user');
  const dataDir = join(place.path, 'others');
  mkdirSync(dataDir, { mode: 0o700 });
  chmodSync(dataDir, 0o700);
  const client = startClient({ dataDir, user: { uid: 65534, gid: 65534 } });
  assert.match((await client.said('error')).message, /User 65534 may not write/);
});
