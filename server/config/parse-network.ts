import ipaddr from 'ipaddr.js';

/** `10.0.0.0/8, ::1` -> the list, checked; a lone address stands for itself. */
export function parseNetworks(text: string): string[] {
  const networks = text.split(/[\s,]+/).filter((part) => part !== '');
  for (const network of networks) {
    if (!isNetwork(network)) throw new Error(`holds "${network}", which is neither an address nor a network such as 10.0.0.0/8`);
  }
  return networks;
}

function isNetwork(text: string): boolean {
  if (!text.includes('/')) return ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  return ipaddr.isValidCIDR(text) && /^[\d.]+\/|:/.test(text);
}

/** An address or a name to listen on. */
export function parseHost(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  if (ipaddr.isValid(bare) || /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(bare)) return bare;
  throw new Error('is neither an address nor a host name');
}

export function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error(`is "${text.slice(0, 40)}", not a port between 0 and 65535 (0: any free one)`);
  return Number(text);
}
