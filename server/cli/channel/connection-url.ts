import type { ConnectionInput, ConnectionKind, ConnectionSecurity } from '#core/channels/index.ts';
import { usage } from '../command.ts';

const schemes: Readonly<Record<ConnectionKind, Readonly<Record<string, readonly [security: ConnectionSecurity, port: number]>>>> = {
  imap: { 'imaps:': ['tls', 993], 'imap+starttls:': ['starttls', 143], 'imap+insecure:': ['none', 143] },
  smtp: { 'smtps:': ['tls', 465], 'smtp+starttls:': ['starttls', 587], 'smtp+insecure:': ['none', 25] },
};

/** `imaps://user@host:993`, `smtp+starttls://host` -> a connection without its secret. `userDefault`: where the URL names no user. */
export function connectionFromUrl(kind: ConnectionKind, text: string, { userDefault, isOauth }: { userDefault: string; isOauth: boolean }): Omit<ConnectionInput, 'options' | 'secret'> {
  const url = URL.parse(text);
  const known = url && schemes[kind][url.protocol];
  const example = kind === 'imap' ? 'imaps://user@imap.example.com' : 'smtps://user@smtp.example.com';
  if (!url || !known || url.hostname === '' || !['', '/'].includes(url.pathname) || url.search !== '' || url.hash !== '') {
    throw usage('channel', `--${kind}: must be a URL such as ${example}; schemes: ${Object.keys(schemes[kind]).map((scheme) => `${scheme}//`).join(', ')}.`);
  }
  if (url.password !== '') throw usage('channel', `--${kind}: leave the password out of the URL, where other users of the machine see it; give it with --password-stdin.`);
  const [security, port] = known;
  const userName = url.username === '' ? userDefault : decode(url.username, kind);
  return { host: url.hostname, port: url.port === '' ? port : Number(url.port), security, auth: isOauth ? 'oauth' : 'password', userName };
}

function decode(text: string, kind: ConnectionKind): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw usage('channel', `--${kind}: the user name is not well encoded; write @ as %40.`);
  }
}
