import { checkAddress } from '#core/accounts/index.ts';
import { sayOfMail, type DiscoveredServer, type DiscoveredServers, type MailSentence } from '#core/channels/index.ts';
import { domainOf } from '#core/kernel/index.ts';
import { guardedFetch, type OutboundRules } from '#http/outbound/index.ts';
import { systemDns, type MailDns } from './dns.ts';
import { isHost, parseAutoconfig } from './parse-autoconfig.ts';
import { providerOfDomain, providerOfExchange, type Provider, type Server } from './providers.ts';

export interface DiscoverTools {
  readonly outbound: OutboundRules;
  readonly dns?: MailDns;
  /** The text at an address, or null. */
  readonly fetchText?: (url: string) => Promise<string | null>;
}

const nothing: DiscoveredServers = { imap: null, smtp: null, foundBy: null, advice: null, adviceSaid: [], needsOauth: false };

/**
 * Where the mail of an address lives: the table of providers (by domain, by MX), SRV records (RFC 6186, RFC 8314), autoconfig, then a guess of
 * names that exist. Nothing is signed in to. `invalid` for what is no address.
 */
export async function discoverServers(address: string, { outbound, dns = systemDns(), fetchText = (url) => fetchOver(url, outbound) }: DiscoverTools): Promise<DiscoveredServers> {
  const key = checkAddress('address', address);
  const domain = domainOf(key);
  if (!isHost(domain)) return nothing;
  const byDomain = providerOfDomain(domain);
  if (byDomain) return ofProvider(byDomain, key);
  const [first] = (await dns.mx(domain)).toSorted((a, b) => a.priority - b.priority);
  const byExchange = first ? providerOfExchange(first.exchange) : null;
  if (byExchange) return ofProvider(byExchange, key);
  return await bySrv(domain, key, dns) ?? await byAutoconfig(domain, key, fetchText) ?? await byGuess(domain, key, dns);
}

function ofProvider({ imap, smtp, advice, needsOauth }: Provider, userName: string): DiscoveredServers {
  const of = (server: Server | null): DiscoveredServer | null => server && { ...server, userName };
  return { imap: of(imap), smtp: of(smtp), foundBy: 'provider', ...advised(advice), needsOauth };
}

function advised(sentences: readonly MailSentence[]): Pick<DiscoveredServers, 'advice' | 'adviceSaid'> {
  return { advice: sentences.length === 0 ? null : sentences.map(({ text }) => text).join(' '), adviceSaid: sentences.map(({ key, values }) => ({ key, values })) };
}

async function bySrv(domain: string, userName: string, dns: MailDns): Promise<DiscoveredServers | null> {
  const find = async (services: readonly (readonly [service: string, security: 'tls' | 'starttls'])[]): Promise<DiscoveredServer | null> => {
    for (const [service, security] of services) {
      const [best] = (await dns.srv(`_${service}._tcp.${domain}`)).toSorted((a, b) => a.priority - b.priority || b.weight - a.weight);
      const host = best?.name.toLowerCase().replace(/\.$/, '') ?? ''; // "." says: not offered
      if (best && isHost(host)) return { host, port: best.port, security, userName };
    }
    return null;
  };
  const imap = await find([['imaps', 'tls'], ['imap', 'starttls']]);
  const smtp = await find([['submissions', 'tls'], ['submission', 'starttls']]);
  return imap || smtp ? { ...nothing, imap, smtp, foundBy: 'srv' } : null;
}

async function byAutoconfig(domain: string, address: string, fetchText: (url: string) => Promise<string | null>): Promise<DiscoveredServers | null> {
  const places = [`https://autoconfig.${domain}/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(address)}`, `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`];
  for (const place of places) {
    const text = await fetchText(place);
    const { imap, smtp } = text === null ? nothing : parseAutoconfig(text, address);
    if (imap || smtp) return { ...nothing, imap, smtp, foundBy: 'autoconfig' };
  }
  return null;
}

async function byGuess(domain: string, userName: string, dns: MailDns): Promise<DiscoveredServers> {
  const firstOf = async (names: readonly string[]): Promise<string | null> => {
    for (const name of names) if (await dns.hasAddress(`${name}.${domain}`)) return `${name}.${domain}`;
    return null;
  };
  const [imap, smtp] = [await firstOf(['imap', 'mail']), await firstOf(['smtp', 'mail'])];
  if (imap === null && smtp === null) return nothing;
  return {
    ...nothing, foundBy: 'guess', imap: imap === null ? null : { host: imap, port: 993, security: 'tls', userName }, smtp: smtp === null ? null : { host: smtp, port: 465, security: 'tls', userName },
    ...advised([sayOfMail('servers-guessed')]),
  };
}

async function fetchOver(url: string, outbound: OutboundRules): Promise<string | null> {
  const answer = await guardedFetch(url, outbound, { timeoutMs: 5_000, bodyBytesMax: 256 * 1024 }).catch(() => null);
  return answer?.status === 200 ? answer.body : null;
}
