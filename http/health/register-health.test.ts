import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { testClock } from '#core/kernel/index.ts';
import { openDatabase, sql, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { closeServer } from '../close-server.ts';
import { createServer } from '../create-server.ts';
import { operation } from '../operation.ts';
import { toyDialect } from '../testing/toy-dialect.ts';

let clone: ClonedDatabase;
let database: Database;
before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
});
after(async () => {
  await database.close();
  await clone.drop();
});

const clock = testClock('2024-05-01T10:00:00Z');
const windows = [{ seconds: 60, most: 30 }];

test('a migrated database is ready; a check of one\'s own can say no', async () => {
  assert.deepEqual((await createServer({ database, clock, dialects: [] }).inject('/readyz')).json(), { status: 'ready' });
  const failing = createServer({ database, clock, dialects: [], readyChecks: { worker: async () => { throw new Error('secret reason'); } } });
  const answer = await failing.inject('/readyz');
  assert.deepEqual([answer.statusCode, answer.json(), answer.headers['retry-after']], [503, { status: 'not ready', missing: ['worker'] }, '2']);
});

test('without its database the server lives, is not ready, and answers 503 with Retry-After, never 500', async () => {
  const away = openDatabase({ host: '/nonexistent', user: 'patchbay', database: 'none' });
  const server = createServer({ database: away, clock, dialects: [toyDialect({ limits: windows })] });
  assert.equal((await server.inject('/healthz')).statusCode, 200);
  assert.equal((await server.inject('/readyz')).statusCode, 503);
  const answer = await server.inject({ method: 'POST', url: '/toy/echo/1', headers: { authorization: 'Bearer good' } });
  assert.deepEqual([answer.statusCode, answer.json<{ toy: string }>().toy, answer.headers['retry-after']], [503, 'unavailable', '2']);
  await away.close();
});

test('a connection that the database cut under way is 503 too, and the next request works', async () => {
  const cut = operation({
    id: 'cut', method: 'GET', path: '/toy/cut', summary: '', tag: '', response: Type.Integer(),
    handle: async ({ change }) => change(async (tx) => (await tx.one(sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`)).pid),
  });
  const kill = operation({
    id: 'kill', method: 'GET', path: '/toy/kill', summary: '', tag: '', response: Type.Null(),
    handle: async ({ change }) => change(async (tx) => { await tx.one(sql<object>`SELECT pg_terminate_backend(pg_backend_pid())`); return null; }),
  });
  const server = createServer({ database, clock, dialects: [toyDialect({ operations: [cut, kill] })] });
  const headers = { authorization: 'Bearer good' };
  assert.equal((await server.inject({ url: '/toy/kill', headers })).statusCode, 503);
  assert.equal((await server.inject({ url: '/toy/cut', headers })).statusCode, 200);
});

test('closing lets a request under way finish and takes no more', async (t) => {
  let release = (): void => {};
  const held = new Promise<void>((resolve) => { release = resolve; });
  const arrival = Promise.withResolvers<void>();
  const wait = operation({ id: 'wait', method: 'GET', path: '/toy/wait', summary: '', tag: '', response: Type.String(), handle: async () => { arrival.resolve(); await held; return 'done'; } });
  const server = createServer({ database, clock, dialects: [toyDialect({ operations: [wait] })] });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const underWay = fetch(`${url}/toy/wait`, { headers: { authorization: 'Bearer good' } });
  await arrival.promise;
  const cut = t.mock.method(server.server, 'closeAllConnections');
  const closing = closeServer(server);
  while (server.server.listening) await new Promise((resolve) => setTimeout(resolve, 5));
  await assert.rejects(fetch(`${url}/healthz`));
  release();
  const answer = await underWay;
  assert.deepEqual([answer.headers.get('connection'), await answer.json()], ['close', 'done']);
  await closing;
  assert.equal(cut.mock.callCount(), 0, 'the connection is not kept until time is over');
});

test('closing does not wait for ever', async () => {
  const arrival = Promise.withResolvers<void>();
  const stuck = operation({ id: 'stuck', method: 'GET', path: '/toy/stuck', summary: '', tag: '', response: Type.String(), handle: () => { arrival.resolve(); return new Promise<string>(() => {}); } });
  const server = createServer({ database, clock, dialects: [toyDialect({ operations: [stuck] })] });
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  const cutOff = assert.rejects(fetch(`${url}/toy/stuck`, { headers: { authorization: 'Bearer good' } }));
  await arrival.promise;
  await closeServer(server, { graceMs: 100 });
  await cutOff;
});
