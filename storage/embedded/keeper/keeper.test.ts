import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { openEmbeddedDatabase } from '../index.ts';
import { startClient } from '../testing/client-process.ts';
import { serversOf } from './cluster-processes.ts';
import { isAlive, makeTestDirectory, query, until } from '../testing/test-places.ts';

const place = makeTestDirectory();
after(place.remove);
const dataDir = join(place.path, 'data');

async function oneRow(database: { connection: Parameters<typeof query>[0] }): Promise<unknown> {
  return (await query(database.connection, 'SELECT count(*)::int AS n FROM kept'))[0]?.['n'];
}

test('kill -9 of the only client stops the database in order', async () => {
  const client = startClient({ dataDir });
  const info = await client.said('info');
  await query(await client.said('connection'), 'CREATE TABLE kept (id int)');
  client.kill('SIGKILL');
  await until('server and keeper are gone', () => !isAlive(info.postgresPid) && !isAlive(info.keeperPid));
  assert.match(readFileSync(info.logFile, 'utf8').slice(-400), /database system is shut down/);
});

test('kill -9 of the keeper leaves no orphan; the client gets the database back at the same address with all it committed', async () => {
  const client = startClient({ dataDir });
  const info = await client.said('info');
  const connection = await client.said('connection');
  await query(connection, 'INSERT INTO kept VALUES (1)');
  process.kill(info.keeperPid, 'SIGKILL');
  await until('the old server is gone', () => !isAlive(info.postgresPid), 3_000);
  await client.said('restored');
  assert.equal(await oneRow({ connection }), 1);
  client.kill('SIGTERM');
  await client.ended;
});

test('kill -9 of the keeper and of its only client leaves no orphan either', async () => {
  const client = startClient({ dataDir });
  const info = await client.said('info');
  client.kill('SIGKILL');
  process.kill(info.keeperPid, 'SIGKILL');
  await until('the server is gone', () => !isAlive(info.postgresPid), 3_000);
});

test('kill -9 of client, keeper and guard at once: the next client takes over the orphan', async (context) => {
  if (process.platform !== 'linux') return context.skip('finds the guard by /proc, which only Linux has');
  const client = startClient({ dataDir });
  const info = await client.said('info');
  await query(await client.said('connection'), 'INSERT INTO kept VALUES (2)');
  const found = spawnSync('ps', ['-e', '-o', 'pid=,args='], { encoding: 'utf8' }).stdout;
  const guard = Number.parseInt(found.split('\n').find((line) => line.includes(`patchbay-guard ${info.postgresPid}`)) ?? '', 10);
  process.kill(guard, 'SIGKILL');
  process.kill(info.keeperPid, 'SIGKILL');
  client.kill('SIGKILL');
  await sleep(300);
  assert.ok(isAlive(info.postgresPid), 'now it is an orphan');
  const database = await openEmbeddedDatabase({ dataDir });
  assert.equal(isAlive(info.postgresPid), false);
  assert.equal(await oneRow(database), 2);
  await database.release();
});

test('kill -9 of the server: it is started again at the same address and nothing committed is lost', async () => {
  const events: string[] = [];
  const database = await openEmbeddedDatabase({ dataDir, onLost: (reason) => events.push(reason), onRestored: () => events.push('restored') });
  await query(database.connection, 'INSERT INTO kept VALUES (3)');
  process.kill(database.info.postgresPid, 'SIGKILL');
  await until('it is back', () => events.includes('restored'));
  assert.match(events[0] ?? '', /SIGKILL/);
  assert.equal(await oneRow(database), 3);
  await database.release();
});

test('kill -9 of the server while one of its children is busy: the child is ended before a new server starts', async (context) => {
  if (process.platform !== 'linux') return context.skip('finds the child by /proc, which only Linux has');
  const events: string[] = [];
  const database = await openEmbeddedDatabase({ dataDir, onLost: (reason) => events.push(reason), onRestored: () => events.push('restored') });
  const child = Number((await query(database.connection, 'SELECT pg_backend_pid() AS pid'))[0]?.['pid']);
  assert.ok(child > 0);
  const busy = query(database.connection, 'SELECT count(*) FROM generate_series(1, 1000000000) a, generate_series(1, 1000000000) b');
  busy.catch(() => undefined);
  await sleep(200);
  const before = serversOf(database.info.clusterDir);
  process.kill(database.info.postgresPid, 'SIGKILL');
  await until('it is back', () => events.includes('restored'));
  await assert.rejects(busy);
  assert.deepEqual(before.filter(isAlive), []);
  await database.release();
});

test('kill -9 of everything at once, ten times while rows are written: every acknowledged row is there', async () => {
  let acknowledged = 3;
  for (let round = 0; round < 10; round++) {
    const client = startClient({ dataDir });
    const info = await client.said('info');
    const connection = await client.said('connection');
    const writing = (async () => {
      for (;;) {
        await query(connection, 'INSERT INTO kept VALUES (4)');
        acknowledged++;
      }
    })().catch(() => undefined);
    await sleep(60);
    for (const pid of [info.keeperPid, info.postgresPid]) process.kill(pid, 'SIGKILL');
    client.kill('SIGKILL');
    await Promise.all([writing, client.ended]);
  }
  const database = await openEmbeddedDatabase({ dataDir });
  const rows = Number(await oneRow(database));
  // A row may have been committed whose answer was cut off: at most one per round.
  assert.ok(rows >= acknowledged && rows <= acknowledged + 10, `${rows} rows, ${acknowledged} acknowledged`);
  await database.release();
});

test('SIGTERM to the keeper waits for its clients to leave', async () => {
  const database = await openEmbeddedDatabase({ dataDir });
  process.kill(database.info.keeperPid, 'SIGTERM');
  await sleep(200);
  assert.ok(isAlive(database.info.postgresPid));
  await database.release();
  assert.equal(isAlive(database.info.postgresPid), false);
});

test('Ctrl-C in the terminal does not reach keeper and server', async () => {
  const client = startClient({ dataDir });
  const info = await client.said('info');
  const session = (pid: number): string => spawnSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  const mine = session(process.pid);
  assert.notEqual(session(info.keeperPid), mine);
  assert.notEqual(session(info.postgresPid), mine);
  client.kill('SIGTERM');
  await client.ended;
});

test('a pid file whose number now belongs to another program does not stop the start', async () => {
  // Of the same user, or PostgreSQL would ignore the number by itself.
  const { uid, gid } = statSync(join(dataDir, 'postgres'));
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore', uid, gid });
  writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), `${bystander.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n\n0 0\nready\n`);
  const database = await openEmbeddedDatabase({ dataDir });
  assert.ok(isAlive(bystander.pid ?? 0), 'it is left alone');
  await database.release();
  bystander.kill();
});

test('a server that does not stay up is given up with words, not restarted for ever', async () => {
  const database = await openEmbeddedDatabase({ dataDir });
  await database.release();
  const configuration = join(dataDir, 'postgres', 'custom.conf');
  writeFileSync(configuration, 'no_such_setting = 1\n');
  await assert.rejects(openEmbeddedDatabase({ dataDir }), { code: 'start-failed', message: /no_such_setting/ });
  writeFileSync(configuration, '');
  await (await openEmbeddedDatabase({ dataDir })).release();
});
