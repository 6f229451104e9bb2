import ipaddr from 'ipaddr.js';

/** Private networks that may be called all the same (PATCHBAY_OUTBOUND_ALLOW); everything public may. */
export interface OutboundRules { readonly allow: readonly string[] }

/** True for a public unicast address, and for one of an allowed network. An IPv4 address inside an IPv6 one counts as itself. */
export function isAllowedAddress(address: string, { allow }: OutboundRules): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') return true;
  return allow.some((network) => contains(network, parsed));
}

function contains(network: string, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const [base, bits] = network.includes('/') ? ipaddr.parseCIDR(network) : wholeOf(ipaddr.parse(network));
  return base.kind() === address.kind() && address.match(base, bits);
}

function wholeOf(address: ipaddr.IPv4 | ipaddr.IPv6): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
