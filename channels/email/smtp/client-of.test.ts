import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOf } from './client-of.ts';

test('a relay of ours and whoever is in a private network is no client that SPF could judge', () => {
  const of = (remoteAddress: string, relays: string[] = []) => clientOf({ remoteAddress, hostNameAppearsAs: 'mx.home.test' }, relays);
  for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '2001:db8::1']) {
    assert.deepEqual(of(address), { isFromRelay: false, client: { address: address.replace('::ffff:', ''), helo: 'mx.home.test' } });
  }
  for (const address of ['10.1.2.3', '127.0.0.1', '::1', '192.168.1.1', '172.31.0.1', 'fd00::5', '::ffff:10.0.0.1']) assert.deepEqual(of(address), { isFromRelay: false, client: null }, address);
  for (const [address, network] of [['192.0.2.1', '192.0.2.0/24'], ['10.0.0.25', '10.0.0.25'], ['::ffff:10.0.0.25', '10.0.0.25'], ['2001:db8::1', '2001:db8::/32']] as const) {
    assert.deepEqual(of(address, [network]), { isFromRelay: true, client: null }, address);
  }
});
