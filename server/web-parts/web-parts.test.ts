import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fastify } from 'fastify';
import { BuildFailed, buildWebPart } from './build-web-part.ts';
import type { HeldWebPart, WebPartState } from './hold-web-part.ts';
import { readBuild } from './read-build.ts';
import { registerWebPart, webPartPolicy } from './register-web-part.ts';
import { sourceHash } from './source-hash.ts';
import type { WebPart } from './web-part.ts';

let place: string;
before(async () => { place = await mkdtemp(join(tmpdir(), 'web-parts-')); });
after(() => rm(place, { recursive: true, force: true }));

async function makePart(name: string, script: string): Promise<WebPart> {
  const dir = join(place, name);
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'index.html'), '<!doctype html><html lang="en"><head><title>x</title></head><body><script type="module" src="/main.js"></script></body></html>');
  await writeFile(join(dir, 'main.js'), script);
  return { name, dir, path: '/app' };
}
const serve = (state: () => WebPartState, part: WebPart) => {
  const server = fastify({ routerOptions: { ignoreTrailingSlash: true } });
  const held: HeldWebPart = { part, state, prepare: async () => {}, stop: async () => {} };
  registerWebPart(server, held);
  return server;
};
const filler = `document.title = ${JSON.stringify('long enough to compress '.repeat(60))};`;

test('a build is served whole: the page never stored and under its policy, files for ever and compressed, other paths are the page', async () => {
  const part = await makePart('good', filler);
  const parent = join(place, 'builds');
  const dir = await buildWebPart(part, { folder: 'good-1', parents: [parent], found: null });
  assert.deepEqual(await readdir(parent), ['good-1'], 'nothing half made is left');
  const build = await readBuild(dir);
  const server = serve(() => ({ kind: 'ready', build }), part);
  for (const url of ['/app', '/app/', '/app/open/12', '/app/saved:3', '/app/index.html?x=1']) {
    const answer = await server.inject(url);
    if (url.includes('index.html')) {
      assert.equal(answer.statusCode, 404);
      continue;
    }
    assert.equal(answer.statusCode, 200, url);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.equal(answer.headers['content-security-policy'], webPartPolicy);
  }
  assert.doesNotMatch(webPartPolicy, /unsafe|\*/);
  const script = [...build.keys()].find((path) => path.endsWith('.js'))!;
  const plain = await server.inject(`/app/${script}`);
  assert.match(String(plain.headers['cache-control']), /immutable/);
  const packed = await server.inject({ url: `/app/${script}`, headers: { 'accept-encoding': 'gzip, br' } });
  assert.equal(packed.headers['content-encoding'], 'br');
  assert.ok(packed.rawPayload.length < plain.rawPayload.length);
  assert.equal((await server.inject({ url: `/app/${script}`, headers: { 'if-none-match': String(plain.headers['etag']) } })).statusCode, 304);
  for (const url of ['/app/assets/gone-123.js', '/app/..%2f..%2fpackage.json', '/app/%2e%2e/package.json']) {
    const answer = await server.inject(url);
    assert.ok(answer.statusCode === 404 || !answer.body.includes('"dependencies"'), url);
  }
  await server.close();
});

test('sources that do not build say why, leave nothing behind, and the page tells it escaped', async () => {
  const part = await makePart('bad', 'import { nothing } from "./missing.js"; <<<');
  const parent = join(place, 'failed');
  const failure = await buildWebPart(part, { folder: 'bad-1', parents: [parent], found: null }).then(() => null, (error: unknown) => error);
  assert.ok(failure instanceof BuildFailed);
  assert.ok(failure.message.length > 10 && !failure.message.includes('\u001b'));
  assert.deepEqual(await readdir(parent), []);
  const server = serve(() => ({ kind: 'failed', reason: '<script>x</script>' }), part);
  const answer = await server.inject('/app');
  assert.equal(answer.statusCode, 503);
  assert.ok(answer.body.includes('&lt;script&gt;x'));
  const building = await serve(() => ({ kind: 'building' }), part).inject('/app/open');
  assert.equal(building.statusCode, 503);
  assert.match(building.body, /http-equiv="refresh" content="2; url=\/app\/open"/);
  await server.close();
});

test('the name of a build changes with any source and with nothing that only tests use', async () => {
  const part = await makePart('hashed', filler);
  const first = await sourceHash(part);
  await mkdir(join(part.dir, 'testing'));
  await writeFile(join(part.dir, 'testing', 'x.ts'), '1');
  await writeFile(join(part.dir, 'main.test.ts'), '1');
  assert.equal(await sourceHash(part), first);
  await writeFile(join(part.dir, 'main.js'), `${filler} `);
  assert.notEqual(await sourceHash(part), first);
});
