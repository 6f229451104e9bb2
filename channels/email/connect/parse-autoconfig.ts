import type { DiscoveredServer } from '#core/channels/index.ts';

/** https://benbucksch.github.io/autoconfig-spec: only what is needed of it, and nothing of XML beside elements and attributes. */
const textCharsMax = 200_000;
const securities = { SSL: 'tls', STARTTLS: 'starttls', plain: 'none' } as const;

/** The first imap and smtp server of a `config-v1.1.xml` that can be used; null where there is none. Never throws for any text. */
export function parseAutoconfig(xml: string, address: string): { imap: DiscoveredServer | null; smtp: DiscoveredServer | null } {
  const text = withoutComments(xml.slice(0, textCharsMax));
  return { imap: firstServer(text, 'incomingServer', 'imap', address), smtp: firstServer(text, 'outgoingServer', 'smtp', address) };
}

/** By one scan: a pattern would look again and again for an end that is not there. */
function withoutComments(xml: string): string {
  const parts: string[] = [];
  let at = 0;
  for (let from = xml.indexOf('<!--'); from !== -1; from = xml.indexOf('<!--', at)) {
    parts.push(xml.slice(at, from));
    const end = xml.indexOf('-->', from + 4);
    if (end === -1) return parts.join('');
    at = end + 3;
  }
  return parts.join('') + xml.slice(at);
}

function firstServer(text: string, element: string, type: string, address: string): DiscoveredServer | null {
  for (let from = text.indexOf(`<${element}`); from !== -1; from = text.indexOf(`<${element}`, from + 1)) {
    const end = text.indexOf(`</${element}>`, from);
    const opening = text.slice(from, text.indexOf('>', from));
    if (end === -1) return null;
    const server = new RegExp(`\\btype\\s*=\\s*["']${type}["']`, 'i').test(opening) ? readServer(text.slice(from, end), address) : null;
    if (server) return server;
  }
  return null;
}

function readServer(body: string, address: string): DiscoveredServer | null {
  const read = (name: string): string => new RegExp(`<${name}>\\s*([^<]{1,320}?)\\s*</${name}>`, 'i').exec(body)?.[1] ?? '';
  const [local, domain] = [address.slice(0, address.lastIndexOf('@')), address.slice(address.lastIndexOf('@') + 1)];
  const fill = (value: string): string => value.replaceAll('%EMAILADDRESS%', address).replaceAll('%EMAILLOCALPART%', local).replaceAll('%EMAILDOMAIN%', domain);
  const [host, port, socketType] = [fill(read('hostname')).toLowerCase(), Number(read('port')), read('socketType')];
  const security = Object.entries(securities).find(([name]) => name.toLowerCase() === socketType.toLowerCase())?.[1];
  // Without encryption a password would travel in the clear: that is nobody's to suggest.
  if (!isHost(host) || !Number.isInteger(port) || port < 1 || port > 65_535 || security === undefined || security === 'none') return null;
  return { host, port, security, userName: fill(read('username')) || address };
}

export function isHost(host: string): boolean {
  return /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/.test(host);
}
