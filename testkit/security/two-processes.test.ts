import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { cloneDatabase, type ClonedDatabase } from '../database/clone-database.ts';
import { canaryPassword } from './furnished-rig.ts';
import { leakSigns } from './leak-signs.ts';
import { openRowHashes, type RowHashes } from './row-hashes.ts';
import { startServerProcess, type ServerProcess } from './start-server-process.ts';

interface WireAnswer { readonly status: number; readonly headers: Readonly<Record<string, string | string[] | undefined>>; readonly body: string }

/** One request over the wire; nothing is normalised on the way. */
async function ask(address: string, path: string, { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<WireAnswer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = request({ host: hostname, port, path, method, headers: { ...headers, ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }) }, agent: false }, (answer) => {
      text(answer).then((all) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: all }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Bytes that are no proper request, and what comes back. */
async function askRaw(address: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.write(bytes);
  return text(socket);
}

describe('two server processes on one database', () => {
  const goals = '/api/tools/settings/reply-time-goals';
  let clone: ClonedDatabase;
  let dataDir: string;
  let hashes: RowHashes;
  let servers: ServerProcess[] = [];
  let token = '';
  before(async () => {
    clone = await cloneDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'patchbay-two-'));
    hashes = await openRowHashes(clone.connection);
    for (let at = 0; at < 2; at += 1) servers.push(await startServerProcess(clone.connection, { dataDir, now: '2024-05-06T12:00:00Z' }));
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    servers = [];
    await hashes.close();
    await clone.drop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const one = (): string => servers[0]!.address;
  const other = (): string => servers[1]!.address;

  /** A form of the claim page, in a browser of its own. */
  async function openClaim(address: string, path: string) {
    const page = await ask(address, path);
    const cookie = String(page.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    return { status: page.status, cookie, formToken: /name="form_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '' };
  }
  const post = (address: string, path: string, cookie: string, fields: Record<string, string>) => (
    ask(address, path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', cookie, origin: address }, body: new URLSearchParams(fields).toString() }));

  it('the newest link counts, in either process, and of two who use it at once one gets the server', async () => {
    const [older, newer] = servers.map(({ claimUrl }) => new URL(claimUrl ?? '').pathname) as [string, string];
    assert.equal((await openClaim(one(), older)).status, 410);
    const forms = await Promise.all([openClaim(one(), newer), openClaim(other(), newer)]);
    const answers = await Promise.all(forms.map(({ cookie, formToken }, at) => post(at === 0 ? one() : other(), newer, cookie, {
      form_token: formToken, company: `Company ${at}`, name: 'Ada', email: `ada${at}@desk.test`, zone: 'UTC', password: canaryPassword,
    })));
    assert.deepEqual(answers.map(({ status }) => status).sort((a, b) => a - b), [303, 410]);
    assert.deepEqual([await hashes.value('SELECT count(*)::int FROM accounts'), await hashes.value('SELECT count(*)::int FROM users')], [1, 1]);
    const at = answers.findIndex(({ status }) => status === 303);
    const session = String(answers[at]!.headers['set-cookie']).split(';')[0] ?? '';
    const made = await post(one(), '/tokens', `${forms[0].cookie}; ${session}`, { form_token: forms[0].formToken, dialect: 'timetoreply', name: 'first' });
    token = /pb_timetoreply_[\w-]{43}/.exec(made.body)?.[0] ?? '';
    assert.notEqual(token, '', `${made.status}`);
  });

  it('failed doors are limited per address, by both together', async () => {
    const statuses = (await Promise.all(Array.from({ length: 40 }, (_, at) => ask(at % 2 === 0 ? one() : other(), goals, { headers: { authorization: `Bearer wrong-${at}-wrong-wrong-wrong` } })))).map(({ status }) => status);
    assert.deepEqual([statuses.filter((status) => status === 401).length, statuses.filter((status) => status === 429).length], [30, 10]);
  });

  it('accept exactly 30 requests a minute of a user, also from an address that is out of attempts; the others learn how long to wait', async () => {
    const asked = Array.from({ length: 50 }, (_, at) => ask(at % 2 === 0 ? one() : other(), goals, { headers: { authorization: `Bearer ${token}` } }));
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 429);
    assert.deepEqual([answers.filter(({ status }) => status === 200).length, refused.length], [30, 20]);
    for (const { headers, body } of refused) assert.deepEqual([headers['retry-after'], body], ['60', '{"message":"Too Many Attempts."}']);
    assert.equal(await hashes.value("SELECT count FROM rate_windows WHERE key LIKE 'http:%:user:%/60'"), 30, 'a refused request is counted nowhere');
  });

  it('requests that are no requests are answered early, without a word of the inside', async () => {
    for (const bytes of ['GARBAGE\r\n\r\n', 'GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n', 'GET / HTTP/1.1\r\nhost: x\r\nx: a\rb\r\n\r\n',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 'GET /api/logs/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 'GET /api/logs/../../etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      'POST /login HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n']) {
      const answer = await askRaw(one(), bytes);
      assert.match(answer, /^HTTP\/1\.1 4\d\d /, bytes.slice(0, 60));
      assert.deepEqual(leakSigns(answer), [], bytes.slice(0, 60));
    }
    const host = await ask(one(), '/openapi/timetoreply.json', { headers: { host: 'evil.test"><script>' } });
    assert.ok(host.status === 400 || !host.body.includes('evil.test"'), 'a host that is none is not repeated');
  });

  it('their output holds no password, token or session; of the link only what announces it', () => {
    const output = servers.map((server) => server.output()).join('');
    assert.ok(output.includes('"operation":"timetoreply settings.reply-time-goals.list"'), 'it logs');
    assert.ok(!output.includes(canaryPassword) && !output.includes(token));
    for (const { claimUrl } of servers) {
      const secret = new URL(claimUrl!).pathname.split('/').at(-1)!;
      assert.equal(output.split(secret).length - 1, 1, 'announced once, and nowhere in the requests');
    }
    assert.doesNotMatch(output, /patchbay=[\w-]{43}/);
  });
});
