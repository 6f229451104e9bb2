import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/**
 * The address of a host that somebody outside has named, to be dialled as it is (a second look-up could say something else). Every address
 * of the name must be public or in an allowed network. Throws an Error with words for people.
 */
export async function resolvePublicHost(host: string, allow: readonly string[]): Promise<{ address: string; servername: string | null }> {
  const bare = host.replace(/^\[|\]$/g, '');
  const found = await lookup(bare, { all: true }).catch(() => { throw new Error(`The name ${host} is not known.`); });
  if (found.length === 0) throw new Error(`The name ${host} is not known.`);
  for (const { address } of found) {
    if (!isAllowed(address, allow)) throw new Error(`${host} lies in a private network. Whoever runs the server can allow it with PATCHBAY_OUTBOUND_ALLOW.`);
  }
  return { address: found[0]!.address, servername: ipaddr.isValid(bare) ? null : bare };
}

function isAllowed(address: string, allow: readonly string[]): boolean {
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') return true;
  return allow.some((network) => {
    const [base, bits] = network.includes('/') ? ipaddr.parseCIDR(network) : [ipaddr.parse(network), ipaddr.parse(network).kind() === 'ipv4' ? 32 : 128] as const;
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}
