import ipaddr from 'ipaddr.js';

/** What one stranger holds: an IPv4 address, or the /64 an IPv6 address lies in (he has 2^64 of those). Anything else stands for itself. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address.slice(0, 100);
  const parsed = ipaddr.process(address); // ::ffff:192.0.2.1 -> 192.0.2.1
  if (parsed instanceof ipaddr.IPv6) return `${parsed.parts.slice(0, 4).map((part) => part.toString(16)).join(':')}::/64`;
  return parsed.toString();
}
