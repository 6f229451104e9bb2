import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { createClaim } from '#core/accounts/index.ts';
import { systemClock } from '#core/kernel/index.ts';
import { closeServer, createServer } from '#http/index.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { registerPages } from './register-pages.ts';

let clone: ClonedDatabase;
let database: Database;
let server: FastifyInstance;
const now = (): string => new Date().toISOString();

before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection);
  server = createServer({ database, clock: systemClock, dialects: [] });
  registerPages(server, { database, clock: systemClock, dialects: [], publicUrl: undefined, dataDir: '/nowhere', env: {}, demo: { progress: { state: 'none', text: '' }, start: () => {} } });
  await server.ready();
});

after(async () => {
  await closeServer(server);
  await database.close();
  await clone.drop();
});

/** A browser: keeps cookies, sends forms as browsers do. */
function browser() {
  const jar = new Map<string, string>();
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (header: string | string[] | undefined): void => {
    for (const line of [header ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0/.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
  };
  const get = async (url: string) => {
    const answer = await server.inject({ method: 'GET', url, headers: { cookie: cookies(), host: 'desk.test' } });
    keep(answer.headers['set-cookie']);
    return { status: answer.statusCode, body: answer.body, headers: answer.headers, token: /name="form_token" value="([^"]+)"/.exec(answer.body)?.[1] ?? '' };
  };
  const post = async (url: string, fields: Record<string, string>, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin', origin: 'http://desk.test' }) => {
    const answer = await server.inject({
      method: 'POST', url, payload: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookies(), host: 'desk.test', ...headers },
    });
    keep(answer.headers['set-cookie']);
    return { status: answer.statusCode, body: answer.body, headers: answer.headers };
  };
  return { jar, get, post };
}

const person = { company: 'Acme', name: 'Ada', email: 'ada@example.com', password: 'correct horse battery', zone: 'Europe/Berlin' };

test('an unclaimed server waits, claims nothing by itself, and a wrong link is one page', async () => {
  const { get } = browser();
  const home = await get('/');
  assert.equal(home.status, 200);
  assert.match(home.body, /waits to be claimed/);
  assert.ok(!home.body.includes('<form'));
  for (const secret of ['short', 'x'.repeat(43), '..%2f']) {
    const answer = await get(`/claim/${secret}`);
    assert.equal(answer.status, 410, secret);
    assert.match(answer.body, /does not work/);
  }
});

test('a claim from another site, without its token or without its cookie is refused, and the link stays good', async () => {
  const claim = await createClaim(database, now());
  const url = `/claim/${claim?.secret}`;
  const { get, post, jar } = browser();
  const { token } = await get(url);
  const forged = { ...person, form_token: token };
  assert.equal((await post(url, forged, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await post(url, forged, { 'sec-fetch-site': 'same-site' })).status, 403);
  assert.equal((await post(url, forged, { origin: 'http://evil.test' })).status, 403);
  assert.equal((await post(url, forged, { origin: 'null' })).status, 403);
  assert.equal((await post(url, { ...person, form_token: 'x' })).status, 403);
  jar.clear();
  assert.equal((await post(url, forged)).status, 403);
  assert.equal((await get(url)).status, 200);
});

test('the link claims the server once: account, owner, session; wrong input keeps the form and the link', async () => {
  const claim = await createClaim(database, now());
  const url = `/claim/${claim?.secret}`;
  const ada = browser();
  const { token } = await ada.get(url);
  const weak = await ada.post(url, { ...person, password: 'password123', form_token: token });
  assert.equal(weak.status, 422);
  assert.match(weak.body, /aria-invalid="true"/);
  assert.ok(!weak.body.includes('password123'));
  assert.equal((await ada.post(url, { ...person, zone: 'Mars/Olympus', form_token: token })).status, 422);
  const claimed = await ada.post(url, { ...person, form_token: token });
  assert.deepEqual([claimed.status, claimed.headers.location], [303, '/']);
  assert.match([claimed.headers['set-cookie'] ?? []].flat().join(), /patchbay=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+/);
  const home = await ada.get('/');
  assert.match(home.body, /Welcome, Ada/);
  assert.match(String(home.headers['content-security-policy']), /default-src 'none'/);
  const late = browser();
  assert.equal((await late.get(url)).status, 410);
  assert.deepEqual([(await late.get('/')).status, (await late.get('/')).headers.location], [303, '/login']);
});

test('sign-in gives a new session each time, sign-out ends it, unknown and wrong look alike', async () => {
  const bo = browser();
  const { token } = await bo.get('/login');
  const wrong = await bo.post('/login', { email: person.email, password: 'not the password', form_token: token });
  const unknown = await bo.post('/login', { email: 'who@example.com', password: 'not the password', form_token: token });
  const plain = (body: string): string => body.replaceAll(/nonce="[^"]+"/g, '').replaceAll(/value="[^"]*@[^"]*"/g, '');
  assert.deepEqual([wrong.status, unknown.status], [401, 401]);
  assert.equal(plain(wrong.body), plain(unknown.body));
  bo.jar.set('patchbay', 'f'.repeat(43)); // fixed before
  assert.equal((await bo.post('/login', { ...person, form_token: token })).status, 303);
  const first = bo.jar.get('patchbay');
  assert.notEqual(first, 'f'.repeat(43));
  assert.equal((await bo.get('/')).status, 200);
  assert.equal((await bo.post('/logout', { form_token: 'x' })).status, 403);
  assert.equal((await bo.post('/logout', { form_token: token })).status, 303);
  bo.jar.set('patchbay', first ?? '');
  assert.equal((await bo.get('/')).headers.location, '/login', 'a replayed cookie is dead');
  assert.equal((await bo.post('/tokens', { dialect: 'x', name: 'y', form_token: token })).headers.location, '/login');
});
