import assert from 'node:assert/strict';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { inspectEmbeddedDatabase, openEmbeddedDatabase } from './index.ts';
import { startClient } from './testing/client-process.ts';
import { isAlive, makeTestDirectory, query, until } from './testing/test-places.ts';

const place = makeTestDirectory();
after(place.remove);
const dataDir = join(place.path, 'data');

test('the first start makes a durable UTF-8 database that listens on no port, and a later start finds it again', async () => {
  const steps: string[] = [];
  const first = await openEmbeddedDatabase({ dataDir, onProgress: (text) => steps.push(text) });
  assert.equal(first.info.isNew, true);
  assert.ok(steps.length > 0, 'a person is told');
  const settings = await query(first.connection, `
    SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums',
      'listen_addresses', 'unix_socket_permissions', 'server_encoding', 'jit', 'max_connections') ORDER BY name`);
  assert.deepEqual(Object.fromEntries(settings.map(({ name, setting }) => [name, setting])), {
    data_checksums: 'on', fsync: 'on', full_page_writes: 'on', jit: 'off', listen_addresses: '', max_connections: '60',
    server_encoding: 'UTF8', synchronous_commit: 'on', unix_socket_permissions: '0700',
  });
  const [locale] = await query(first.connection, `SELECT datlocprovider AS provider, datlocale AS locale FROM pg_database WHERE datname = current_database()`);
  assert.deepEqual(locale, { provider: 'b', locale: 'C.UTF-8' });
  assert.equal(statSync(first.connection.host).mode & 0o777, 0o700, 'no other user can reach the socket');
  await query(first.connection, `CREATE TABLE kept AS SELECT 'Zoë' AS name`);
  await first.release();
  assert.equal(isAlive(first.info.postgresPid), false, 'release waits for the end');

  const second = await openEmbeddedDatabase({ dataDir });
  assert.equal(second.info.isNew, false);
  assert.deepEqual(await query(second.connection, 'SELECT name FROM kept'), [{ name: 'Zoë' }]);
  await second.release();
});

test('everyone on one data directory shares one database, and the last to leave stops it', async () => {
  const here = await openEmbeddedDatabase({ dataDir });
  const there = startClient({ dataDir });
  assert.equal((await there.said('info')).postgresPid, here.info.postgresPid);
  await here.release();
  assert.ok(isAlive(here.info.postgresPid), 'someone still holds it');
  const seen = await inspectEmbeddedDatabase(dataDir);
  assert.equal(seen.keeper?.state, 'ready');
  there.kill('SIGTERM');
  await there.said('released');
  assert.equal(isAlive(here.info.postgresPid), false);
  await until('the keeper is gone', () => !isAlive(here.info.keeperPid));
  assert.equal((await inspectEmbeddedDatabase(dataDir)).keeper, null);
});

test('eight processes that start at the same moment get one and the same server', async () => {
  const clients = Array.from({ length: 8 }, () => startClient({ dataDir }));
  const infos = await Promise.all(clients.map((client) => client.said('info')));
  assert.equal(new Set(infos.map(({ postgresPid }) => postgresPid)).size, 1);
  assert.equal(new Set(infos.map(({ keeperPid }) => keeperPid)).size, 1);
  for (const client of clients) client.kill('SIGTERM');
  await Promise.all(clients.map((client) => client.ended));
  assert.equal(isAlive(infos[0]?.postgresPid ?? 0), false);
});

test('whoever comes while the database is stopping gets a new one', async () => {
  for (let round = 0; round < 10; round++) {
    const first = await openEmbeddedDatabase({ dataDir });
    const leaving = first.release();
    const second = await openEmbeddedDatabase({ dataDir });
    assert.deepEqual(await query(second.connection, 'SELECT 1 AS one'), [{ one: 1 }]);
    await Promise.all([leaving, second.release()]);
  }
});

test('spaces, quotes and commas in the path, and no locale in the environment, do no harm', async () => {
  const odd = join(place.path, `a b,c"d'é`);
  const client = startClient({ dataDir: odd, environment: { LANG: '', LC_ALL: 'xx_XX', PGPORT: '1', PGDATA: '/nowhere' } });
  const connection = await client.said('connection');
  assert.deepEqual(await query(connection, 'SHOW server_encoding'), [{ server_encoding: 'UTF8' }]);
  client.kill('SIGTERM');
  await client.ended;
});

test('a path too long for a socket gets a short socket directory, which goes when the database stops', async () => {
  const long = join(place.path, 'x'.repeat(60), 'y'.repeat(60));
  mkdirSync(long, { recursive: true });
  const database = await openEmbeddedDatabase({ dataDir: long });
  assert.ok(Buffer.byteLength(join(database.connection.host, '.s.PGSQL.5432')) <= 90);
  assert.equal(statSync(database.connection.host).mode & 0o777, 0o700);
  await query(database.connection, 'SELECT 1');
  await database.release();
  assert.equal(existsSync(database.connection.host), false);
});

test('an ephemeral database leaves nothing behind', async () => {
  const database = await openEmbeddedDatabase({ ephemeral: true });
  assert.deepEqual(await query(database.connection, 'SHOW fsync'), [{ fsync: 'off' }]);
  await database.release();
  assert.equal(existsSync(database.info.dataDir), false);
});

test('an ephemeral database goes when its only client is killed', async () => {
  const client = startClient({ ephemeral: true });
  const info = await client.said('info');
  client.kill('SIGKILL');
  await until('the directory is removed', () => !existsSync(info.dataDir));
  assert.equal(isAlive(info.postgresPid), false);
});
