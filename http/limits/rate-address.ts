import ipaddr from 'ipaddr.js';

/** Whom an address stands for: an IPv4 address itself (also mapped into IPv6), of IPv6 the /64 that one customer gets. */
export function rateAddress(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${(parsed as ipaddr.IPv6).parts.slice(0, 4).map((part) => part.toString(16)).join(':')}::/64`;
}
