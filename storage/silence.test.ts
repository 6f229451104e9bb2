import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { startTcpProxy, type TcpProxy } from '#testkit/outside/tcp-proxy.ts';
import { openDatabase, sql, type Database } from './index.ts';

const socket = '.s.PGSQL.5432';
let clone: ClonedDatabase;
let dir: string;
let proxy: TcpProxy;
let database: Database;
before(async () => {
  clone = await cloneDatabase();
  dir = await mkdtemp(join(tmpdir(), 'silence-'));
  proxy = await startTcpProxy(join(clone.connection.host, socket), join(dir, socket));
  database = openDatabase({ ...clone.connection, host: dir }, { size: 1, silenceMs: 100 });
});
after(async () => {
  await database.close();
  await proxy.close();
  await clone.drop();
  await rm(dir, { recursive: true, force: true });
});

const backend = async (): Promise<number> => (await database.withoutAccount((tx) => tx.one(sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`), { timeoutMs: 100 })).pid;

test('a statement whose answer the network lost fails after its limit, and its connection is replaced', async () => {
  const first = await backend();
  assert.equal(await backend(), first, 'one connection, used again');
  proxy.forget();
  await assert.rejects(backend(), /Query read timeout/);
  assert.notEqual(await backend(), first);
});

test('lost between two statements: the transaction fails, and so does the one that would have been rolled back behind it', async () => {
  const first = await backend();
  await assert.rejects(database.withoutAccount(async (tx) => {
    await tx.run(sql`SELECT 1`);
    proxy.forget();
    await tx.run(sql`SELECT 2`);
  }, { timeoutMs: 100 }), /Query read timeout/);
  assert.notEqual(await backend(), first);
});

test('rows that a lost connection had locked are free after the time that one statement may take, not after the limit of the whole', async () => {
  const lock = sql<{ id: number }>`SELECT id FROM jobs WHERE kind = 'x' FOR UPDATE SKIP LOCKED`;
  await database.withoutAccount((tx) => tx.run(sql`INSERT INTO jobs (queue, kind, payload, run_at, attempts_max, created_at) VALUES ('x', 'x', '{}', now(), 1, now())`));
  await assert.rejects(database.withoutAccount(async (tx) => {
    await tx.one(lock);
    proxy.forget();
    await tx.run(sql`SELECT 2`);
  }, { timeoutMs: 600_000, statementMs: 200 }), /Query read timeout/);
  // Ten minutes would be far beyond the patience of a test run.
  for (let isFree = false; !isFree;) isFree = await database.withoutAccount((tx) => tx.maybe(lock), { timeoutMs: 60_000 }) !== null;
});
