import assert from 'node:assert/strict';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { WebSocket } from 'ws';
import { systemClock } from '#core/kernel/index.ts';
import { closeServer, createLogger } from '#http/index.ts';
import { openDatabase, type Database } from '#storage/index.ts';
import { cloneDatabase, type ClonedDatabase } from '#testkit/database/clone-database.ts';
import { certificateFiles, readCertificate, testCaFile, trustTestCa } from '#testkit/tls/test-certificates.ts';
import { compose, type Composed } from './compose.ts';
import { readConfig } from './config.ts';
import { publicAddress } from './public-address.ts';
import { readTlsFiles, watchTlsFiles, type TlsPair } from './tls-files.ts';

let clone: ClonedDatabase;
let database: Database;
let dir: string;
let composed: Composed;
let port: number;
let distrust: () => void;
before(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.connection, { size: 3 });
  dir = await mkdtemp(join(tmpdir(), 'https-'));
  const { certFile, keyFile } = certificateFiles('mail');
  const config = { ...readConfig({ NODE_ENV: 'test', PATCHBAY_DATA_DIR: dir, PATCHBAY_TLS_CERT: certFile, PATCHBAY_TLS_KEY: keyFile }), clock: systemClock };
  composed = compose({ config, database, logger: createLogger({ level: 'silent' }), isAccepting: () => true });
  await composed.server.listen({ host: '127.0.0.1', port: 0 });
  ({ port } = composed.server.server.address() as { port: number });
  distrust = trustTestCa();
  assert.equal(publicAddress(config, port), `https://127.0.0.1:${port}`);
});
after(async () => {
  distrust();
  await closeServer(composed.server);
  await database.close();
  await clone.drop();
  await rm(dir, { recursive: true, force: true });
});

const ask = (path: string, method = 'GET', body = ''): Promise<IncomingMessage> => new Promise((resolve, reject) => {
  const sent = request({ host: '127.0.0.1', port, path, method, agent: false, headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'content-length': body.length } }, (answer) => { answer.resume(); resolve(answer); });
  sent.on('error', reject);
  sent.end(body);
});

test('with a certificate the server speaks https: browsers are told to stay there, and cookies are bound to it', async () => {
  const ready = await ask('/readyz');
  assert.deepEqual([ready.statusCode, ready.headers['strict-transport-security']], [200, 'max-age=31536000']);
  const page = await ask('/login');
  const cookies = page.headers['set-cookie'] ?? [];
  assert.ok(cookies.length > 0 && cookies.every((cookie) => cookie.startsWith('__Host-') && /; Secure/i.test(cookie)), String(cookies));
});

test('the live socket is reached by wss', async () => {
  const socket = new WebSocket(`wss://127.0.0.1:${port}/native/v1/live`, { headers: { origin: `https://127.0.0.1:${port}` } });
  const opened = await new Promise<boolean>((resolve) => { socket.on('open', () => resolve(true)); socket.on('error', () => resolve(false)); });
  assert.equal(opened, true);
  socket.terminate();
});

test('a renewed certificate is told of when both files fit, and not before', async (context) => {
  const files = { certFile: join(dir, 'cert.pem'), keyFile: join(dir, 'key.pem') };
  const [mail, other] = [certificateFiles('mail'), certificateFiles('other')];
  await copyFile(mail.certFile, files.certFile);
  await copyFile(mail.keyFile, files.keyFile);
  const renewed: TlsPair[] = [];
  const failures: unknown[] = [];
  const watch = watchTlsFiles(files, readTlsFiles(files), { onRenewed: (pair) => renewed.push(pair), onFailure: (error) => failures.push(error) });
  context.after(() => watch.stop());
  watch.look();
  assert.deepEqual([renewed.length, failures.length], [0, 0]);
  await copyFile(other.certFile, files.certFile); // the key is still the old one
  watch.look();
  watch.look();
  assert.deepEqual([renewed.length, failures.length], [0, 1], 'told once');
  await copyFile(other.keyFile, files.keyFile);
  watch.look();
  assert.deepEqual([renewed.length, renewed[0]?.cert.equals(readCertificate('other').cert)], [1, true]);
});

test('settings that do not fit are said at the start: one of two, no file, a key of another, a CA that is none', async () => {
  const { certFile, keyFile } = certificateFiles('mail');
  const junk = join(dir, 'junk.pem');
  await writeFile(junk, 'no certificate');
  const wrong = (env: NodeJS.ProcessEnv): string => {
    try {
      readConfig({ NODE_ENV: 'test', PATCHBAY_DATA_DIR: dir, ...env });
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.match(wrong({ PATCHBAY_TLS_CERT: certFile }), /PATCHBAY_TLS_CERT.*needs PATCHBAY_TLS_KEY/s);
  assert.match(wrong({ PATCHBAY_TLS_KEY: keyFile }), /PATCHBAY_TLS_KEY.*needs PATCHBAY_TLS_CERT/s);
  assert.match(wrong({ PATCHBAY_TLS_CERT: join(dir, 'none'), PATCHBAY_TLS_KEY: keyFile }), /cannot be used/);
  assert.match(wrong({ PATCHBAY_TLS_CERT: certFile, PATCHBAY_TLS_KEY: certificateFiles('other').keyFile }), /cannot be used/);
  assert.match(wrong({ PATCHBAY_EXTRA_CA: junk }), /without a certificate/);
  assert.equal(wrong({ PATCHBAY_EXTRA_CA: testCaFile }), '');
});
