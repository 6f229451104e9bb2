import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressBehindProxies } from './address-behind-proxies.ts';

const of = (peer: string, forwarded?: string, trusted: readonly string[] = ['127.0.0.0/8', '10.1.2.3', 'fd00::/8']): string => (
  addressBehindProxies({ socket: { remoteAddress: peer }, headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) } }, trusted));

test('only what a trusted proxy says is believed, and no further than the first that is not trusted', () => {
  assert.equal(of('203.0.113.5', '198.51.100.1'), '203.0.113.5');
  assert.equal(of('127.0.0.1', '198.51.100.1'), '198.51.100.1');
  assert.equal(of('::ffff:127.0.0.1', '198.51.100.1'), '198.51.100.1');
  assert.equal(of('127.0.0.1', '6.6.6.6, 198.51.100.1, 10.1.2.3'), '198.51.100.1');
  assert.equal(of('fd00::1', '2001:db8::7'), '2001:db8::7');
  assert.equal(of('127.0.0.1'), '127.0.0.1');
  assert.equal(of('127.0.0.1', 'nonsense'), '127.0.0.1');
  assert.equal(of('127.0.0.1', '198.51.100.1', []), '127.0.0.1');
});
