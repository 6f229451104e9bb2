import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * Whose request it is, where the framework is not asked (upgrades to a socket): the nearest address that is none of the trusted proxies'. From the peer on to the left through X-Forwarded-For, as
 * `trustProxy` does for requests. `trusted`: addresses and CIDR ranges.
 */
export function addressBehindProxies({ socket, headers }: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } }, trusted: readonly string[]): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',').map((address) => address.trim()).filter((address) => address !== '');
  let address = socket.remoteAddress ?? '';
  while (isTrusted(address, trusted)) {
    const next = forwarded.pop();
    if (next === undefined || !ipaddr.isValid(next)) return address;
    address = next;
  }
  return address;
}

function isTrusted(address: string, trusted: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return trusted.some((range) => {
    try {
      const [base, bits] = range.includes('/') ? ipaddr.parseCIDR(range) : [ipaddr.process(range), null];
      const own = bits === null ? (base.kind() === 'ipv6' ? 128 : 32) : bits;
      return base.kind() === parsed.kind() && parsed.match(base, own);
    } catch {
      return false;
    }
  });
}
