import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { isAllowedAddress, type OutboundRules } from './outbound-rules.ts';

/** An address to dial, checked. `servername`: the name for TLS, or null where the host is an address. */
export interface OutboundAddress { readonly address: string; readonly family: 4 | 6; readonly servername: string | null }

/** `unknown-host`: the name does not resolve. `not-allowed`: it is, or leads to, an address inside that no setting allows. */
export class OutboundRefused extends Error {
  readonly code: 'unknown-host' | 'not-allowed';
  /** Which host it is about; null: the whole address is wrong. */
  readonly host: string | null;

  constructor(code: 'unknown-host' | 'not-allowed', message: string, host: string | null = null) {
    super(message);
    this.host = host;
    this.name = 'OutboundRefused';
    this.code = code;
  }
}

export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

const resolveBySystem: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * The address that a host stands for, once; whoever dials uses it and asks no second time, so that a name cannot change in between. A name
 * of which one address is not allowed is refused as a whole. Spellings such as `127.1` or `0x7f000001` are what they resolve to.
 */
export async function resolveOutbound(host: string, rules: OutboundRules, resolve: Resolve = resolveBySystem): Promise<OutboundAddress> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const found = await resolve(bare).catch(() => {
    throw new OutboundRefused('unknown-host', `The name ${bare} is not known.`, bare);
  });
  const [first] = found;
  if (!first) throw new OutboundRefused('unknown-host', `The name ${bare} is not known.`, bare);
  if (!found.every(({ address }) => isAllowedAddress(address, rules))) {
    throw new OutboundRefused('not-allowed', `${bare} is an address inside a private network. An administrator may allow that network with PATCHBAY_OUTBOUND_ALLOW.`, bare);
  }
  return { address: first.address, family: first.family === 6 ? 6 : 4, servername: ipaddr.isValid(bare) ? null : bare };
}
