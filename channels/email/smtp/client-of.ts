import { BlockList, isIP } from 'node:net';
import type { SMTPServerSession } from 'smtp-server';
import type { Envelope } from './take-envelope.ts';

/**
 * Who hands a mail over. Nobody can be told by SPF who connects from a relay of ours or from a private network: the sender is another one, further
 * away. What a relay wrote into the mail counts, what anybody else did does not.
 */
export function clientOf({ remoteAddress, hostNameAppearsAs }: Pick<SMTPServerSession, 'remoteAddress' | 'hostNameAppearsAs'>, relays: readonly string[]): Pick<Envelope, 'client' | 'isFromRelay'> {
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '');
  const isFromRelay = isWithin(address, relays);
  return { isFromRelay, client: isFromRelay || isWithin(address, inside) ? null : { address, helo: typeof hostNameAppearsAs === 'string' ? hostNameAppearsAs : '' } };
}

/** RFC 1918, 4193, 6598, loopback and link-local. */
const inside = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '::1', 'fc00::/7', 'fe80::/10'];

function isWithin(address: string, networks: readonly string[]): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [net = '', bits] = network.split('/');
    const kind = isIP(net) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(net, kind);
    else list.addSubnet(net, Number(bits), kind);
  }
  return list.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
