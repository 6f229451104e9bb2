import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { guardedFetch, isAllowedAddress, resolveOutbound } from './index.ts';

const none = { allow: [] };
let canary: Server;
let port = 0;
let hits = 0;
before(async () => {
  canary = createServer((request, response) => {
    hits += 1;
    if (request.url === '/away') response.writeHead(302, { location: '/home' }).end();
    else if (request.url === '/long') response.end('x'.repeat(5_000));
    else if (request.url !== '/never') response.end(`${request.method} ${request.headers.host}`);
  });
  await new Promise<void>((resolve) => { canary.listen(0, '127.0.0.1', resolve); });
  port = (canary.address() as AddressInfo).port;
});
after(() => {
  canary.closeAllConnections();
  canary.close();
});

test('no spelling of an address inside is dialled', async () => {
  const hosts = ['127.0.0.1', '127.1', '0x7f000001', '2130706433', '0177.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '0.0.0.0', '[::]', '127.0.0.2', '[64:ff9b::7f00:1]'];
  hits = 0;
  for (const host of hosts) await assert.rejects(guardedFetch(`http://${host}:${port}/`, none), /private network|not known/, host);
  for (const url of [`http://ok@127.0.0.1:${port}/`, 'file:///etc/passwd', 'gopher://127.0.0.1', 'unix:/run/x']) await assert.rejects(guardedFetch(url, none), { name: 'OutboundRefused' }, url);
  assert.equal(hits, 0);
});

test('private, local, shared and reserved networks are not allowed, public addresses are', () => {
  const inside = ['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '127.0.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::', 'not an address'];
  for (const address of inside) assert.equal(isAllowedAddress(address, none), false, address);
  for (const address of ['93.184.216.34', '2606:2800:220:1::1']) assert.equal(isAllowedAddress(address, none), true, address);
});

test('an allowed network is allowed, and no other', () => {
  const rules = { allow: ['10.1.0.0/16', '::1', '127.0.0.1'] };
  for (const address of ['10.1.2.3', '::1', '127.0.0.1', '::ffff:127.0.0.1']) assert.equal(isAllowedAddress(address, rules), true, address);
  for (const address of ['10.2.0.1', '127.0.0.2', 'fd00::1']) assert.equal(isAllowedAddress(address, rules), false, address);
});

test('a name with one public and one private address is refused as a whole', async () => {
  const both = async () => [{ address: '93.184.216.34', family: 4 }, { address: '127.0.0.1', family: 4 }];
  await assert.rejects(resolveOutbound('both.test', none, both), { code: 'not-allowed' });
});

test('a name is asked for once and what it said is dialled', async () => {
  let asked = 0;
  const rebinding = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '127.0.0.9', family: 4 }];
  const answer = await guardedFetch(`http://rebind.test:${port}/`, { allow: ['127.0.0.1'] }, { resolve: rebinding });
  assert.deepEqual([answer.status, answer.body, asked], [200, `GET rebind.test:${port}`, 1]);
});

test('redirects are not followed, long answers and silent servers are ended', async () => {
  const allowed = { allow: ['127.0.0.1'] };
  const away = await guardedFetch(`http://127.0.0.1:${port}/away`, allowed);
  assert.deepEqual([away.status, away.headers['location']], [302, '/home']);
  await assert.rejects(guardedFetch(`http://127.0.0.1:${port}/long`, allowed, { bodyBytesMax: 4_000 }), /more than 4000 bytes/);
  await assert.rejects(guardedFetch(`http://127.0.0.1:${port}/never`, allowed, { timeoutMs: 200 }));
});
