import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { CoreError, testClock, type ErrorCode } from '#core/kernel/index.ts';
import { closeServer } from './close-server.ts';
import { createServer } from './create-server.ts';
import { operation } from './operation.ts';
import type { ServerOptions } from './server-options.ts';
import { noDatabase } from './testing/no-database.ts';
import { toyDialect } from './testing/toy-dialect.ts';

const clock = testClock('2024-05-01T10:00:00Z');
const start = (options: Partial<ServerOptions> = {}) => createServer({ database: noDatabase(), clock, dialects: [toyDialect()], validateResponses: true, ...options });
const good = { authorization: 'Bearer good' };

test('a request passes the door and comes back with query, body and absolute URL', async () => {
  const server = start({ publicUrl: 'https://desk.example/base/' });
  const answer = await server.inject({ method: 'POST', url: '/toy/echo/9?x[a]=1&id[]=2', headers: good, payload: { deep: [1] } });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.json(), { query: { x: { a: '1' }, id: ['2'] }, body: { deep: [1] }, url: 'https://desk.example/base/toy/echo/9' });
  assert.equal(answer.headers['cache-control'], 'private, no-store');
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.match(String(answer.headers['x-request-id']), /^[0-9a-f-]{36}$/);
});

test('every refusal under a prefix has the shape of its owner, known path or not', async () => {
  const server = start({ dialects: [toyDialect(), toyDialect({ name: 'inner', prefixes: ['/toy/inner'], operations: [] })], bodyBytesMax: 100 });
  const cases: [string, string, object, string | undefined, number, object][] = [
    ['POST', '/toy/echo/1', {}, undefined, 401, { toy: 'unauthenticated' }],
    ['POST', '/toy/echo/1', { authorization: 'Bearer bad' }, undefined, 401, { toy: 'unauthenticated' }],
    ['GET', '/toy/nothing', good, undefined, 404, { toy: 'unknown-path' }],
    ['GET', '/toy/inner/x', good, undefined, 404, { inner: 'unknown-path' }],
    ['GET', '/toy/echo/1', good, undefined, 405, { toy: 'method-not-allowed' }],
    ['POST', '/toy/echo/1', { ...good, 'content-type': 'application/json' }, `"${'x'.repeat(200)}"`, 413, { toy: 'payload-too-large' }],
    ['POST', '/toy/echo/1', { ...good, 'content-type': 'application/json' }, '{', 400, { toy: 'bad-request' }],
    ['POST', '/toy/echo/1', { ...good, 'content-type': 'multipart/form-data; boundary=x' }, 'x', 415, { toy: 'unsupported-media-type' }],
    ['POST', '/toy/echo/1?a=%zz', good, undefined, 400, { toy: 'bad-request' }],
    ['POST', '/toy/echo/%zz', good, undefined, 400, { toy: 'bad-request' }],
    ['POST', '/toy/echo/a%00b', good, undefined, 400, { toy: 'bad-request' }],
    ['POST', `/toy/echo/1?a=${'x'.repeat(9000)}`, good, undefined, 414, { toy: 'uri-too-long' }],
  ];
  for (const [method, url, headers, payload, status, body] of cases) {
    const answer = await server.inject({ method: method as 'GET', url, headers: headers as Record<string, string>, ...(payload === undefined ? {} : { payload }) });
    const [name, code] = Object.entries(body)[0] as [string, string];
    assert.deepEqual([answer.statusCode, answer.json<Record<string, unknown>>()[name]], [status, code], `${method} ${url.slice(0, 40)}`);
    assert.equal(answer.headers['cache-control'], 'private, no-store');
  }
  const wrongMethod = await server.inject({ method: 'GET', url: '/toy/echo/1' });
  assert.equal(wrongMethod.headers['allow'], 'POST');
  const elsewhere = await server.inject('/toyshop');
  assert.deepEqual([elsewhere.statusCode, elsewhere.json()], [404, { error: { code: 'unknown-path', message: 'There is no such path.' } }]);
});

test('an empty JSON body is no body, and DELETE may carry one', async () => {
  const drop = operation({
    id: 'drop', method: 'DELETE', path: '/toy/drop', summary: 'Drops.', tag: 'Toy',
    body: Type.Object({ ids: Type.Optional(Type.Array(Type.Integer())) }), response: Type.Object({ ids: Type.Array(Type.Integer()) }, { additionalProperties: false }),
    handle: async ({ body }) => ({ ids: body.ids ?? [] }),
  });
  const server = start({ dialects: [toyDialect({ operations: [drop] })] });
  const headers = { ...good, 'content-type': 'application/json' };
  assert.deepEqual((await server.inject({ method: 'DELETE', url: '/toy/drop', headers, payload: '' })).json(), { ids: [] });
  assert.deepEqual((await server.inject({ method: 'DELETE', url: '/toy/drop', headers, payload: '{"ids":[1]}' })).json(), { ids: [1] });
  const text = await server.inject({ method: 'DELETE', url: '/toy/drop', headers, payload: '{"ids":["1"]}' });
  assert.deepEqual([text.statusCode, text.json<{ fields: string[] }>().fields], [422, ['ids.0']], 'nothing is coerced');
});

test('an answer with an undeclared, missing or mistyped field fails under the strict check, and never leaves without it', async () => {
  const leak = (answer: unknown) => operation({
    id: 'leak', method: 'GET', path: '/toy/leak', summary: 'Leaks.', tag: 'Toy',
    response: Type.Unsafe<unknown>(Type.Object({ id: Type.Integer() }, { additionalProperties: false })), handle: async () => answer,
  });
  for (const answer of [{ id: 1, secret: 'x' }, {}, { id: 'one' }]) {
    const strict = start({ dialects: [toyDialect({ operations: [leak(answer)] })] });
    assert.equal((await strict.inject({ url: '/toy/leak', headers: good })).statusCode, 500);
  }
  const served = start({ dialects: [toyDialect({ operations: [leak({ id: 1, secret: 'x' })] })], validateResponses: false });
  assert.deepEqual((await served.inject({ url: '/toy/leak', headers: good })).json(), { id: 1 });
});

test('a schema that leaves an object open, or a path outside the prefixes, does not start', () => {
  const open = operation({ id: 'open', method: 'GET', path: '/toy/open', summary: '', tag: '', response: Type.Object({}), handle: async () => ({}) });
  assert.throws(() => start({ dialects: [toyDialect({ operations: [open] })] }), /leaves objects open at #/);
  const stray = operation({ id: 'stray', method: 'GET', path: '/stray', summary: '', tag: '', response: Type.Null(), handle: async () => null });
  assert.throws(() => start({ dialects: [toyDialect({ operations: [stray] })] }), /under none of its prefixes/);
});

test('core errors, a lost database and bugs each answer in the dialect, a bug without its own text', async () => {
  const failing = (error: Error) => operation({ id: 'fail', method: 'GET', path: '/toy/fail', summary: '', tag: '', response: Type.Null(), handle: async () => { throw error; } });
  const codes: [Error, number, string][] = [
    ...(['invalid', 'not-found', 'forbidden', 'conflict', 'too-large', 'expired', 'unavailable'] satisfies ErrorCode[])
      .map((code): [Error, number, string] => [new CoreError(code, 'safe'), { invalid: 422, 'not-found': 404, forbidden: 403, conflict: 409, 'too-large': 413, expired: 410, unavailable: 503 }[code], code]),
    [Object.assign(new Error('terminating connection'), { code: '57P01' }), 503, 'unavailable'],
    [new Error('secret detail'), 500, 'internal'],
  ];
  for (const [error, status, code] of codes) {
    const answer = await start({ dialects: [toyDialect({ operations: [failing(error)] })] }).inject({ url: '/toy/fail', headers: good });
    assert.deepEqual([answer.statusCode, answer.json<{ toy: string }>().toy], [status, code]);
    assert.ok(!answer.body.includes('secret detail'));
  }
});

test('forwarded headers count only from trusted proxies', async () => {
  const headers = { ...good, 'x-forwarded-proto': 'https', 'x-forwarded-host': 'desk.example', host: 'inside:3000' };
  const url = async (options: Partial<ServerOptions>) => (await start(options).inject({ method: 'POST', url: '/toy/echo/1', headers })).json<{ url: string }>().url;
  assert.equal(await url({}), 'http://inside:3000/toy/echo/1');
  assert.equal(await url({ trustedProxies: ['127.0.0.0/8'] }), 'https://desk.example/toy/echo/1');
  const odd = await start().inject({ method: 'POST', url: '/toy/echo/1', headers: { ...good, host: 'a/b"<c' } });
  assert.equal(odd.json<{ url: string }>().url, 'http://localhost/toy/echo/1');
});

test('health: up at once, ready only with a migrated database and all checks', async () => {
  const away = start();
  assert.deepEqual((await away.inject('/healthz')).json(), { status: 'up' });
  const notReady = await away.inject('/readyz');
  assert.deepEqual([notReady.statusCode, notReady.json()], [503, { status: 'not ready', missing: ['database'] }]);
});

test('the API is described for programs and for people', async () => {
  const server = start();
  const description = (await server.inject('/openapi/toy.json')).json<{ openapi: string; paths: Record<string, object> }>();
  assert.equal(description.openapi, '3.1.0');
  assert.deepEqual(Object.keys(description.paths), ['/toy/echo/{id}']);
  const page = await server.inject('/openapi');
  assert.match(String(page.headers['content-security-policy']), /style-src 'sha256-/);
  assert.ok(page.body.includes('/toy/echo/{id}'));
});

test('a request that is no HTTP, or has too many headers, is answered early', async () => {
  const server = start();
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as { port: number };
  const talk = (text: string) => new Promise<string>((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (data) => { heard += data.toString(); });
    socket.on('close', () => resolve(heard));
    socket.on('error', () => resolve(heard));
  });
  assert.match(await talk('NONSENSE\r\n\r\n'), /^HTTP\/1\.1 400 /);
  assert.match(await talk(`GET /healthz HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.match(await talk(`GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${'x: y\r\n'.repeat(200)}\r\n`), /^HTTP\/1\.1 431 /);
  assert.match(await talk('POST /toy/echo/1 HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'), /^HTTP\/1\.1 400 /);
  await closeServer(server, { graceMs: 100 });
});
