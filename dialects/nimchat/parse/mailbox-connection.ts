import type { ChannelConnection, ConnectionInput, ConnectionKind, ConnectionSecurity } from '#core/channels/index.ts';
import { InvalidInput } from '#http/index.ts';

/** The keys of `channel` that concern servers. */
export interface MailboxKeys {
  readonly imap_enabled?: boolean; readonly imap_address?: string; readonly imap_port?: number; readonly imap_login?: string; readonly imap_password?: string; readonly imap_enable_ssl?: boolean;
  readonly smtp_enabled?: boolean; readonly smtp_address?: string; readonly smtp_port?: number; readonly smtp_login?: string; readonly smtp_password?: string;
  readonly smtp_enable_ssl_tls?: boolean; readonly smtp_enable_starttls_auto?: boolean;
}

/** What the keys ask for: `remove`, a whole connection (what is not given stays as it was), or null: nothing was said of it. */
export function connectionOf(kind: ConnectionKind, keys: MailboxKeys, present: ChannelConnection | undefined): ConnectionInput | 'remove' | null {
  const given = kind === 'imap'
    ? { enabled: keys.imap_enabled, host: keys.imap_address, port: keys.imap_port, userName: keys.imap_login, secret: keys.imap_password, security: imapSecurity(keys) }
    : { enabled: keys.smtp_enabled, host: keys.smtp_address, port: keys.smtp_port, userName: keys.smtp_login, secret: keys.smtp_password, security: smtpSecurity(keys) };
  if (given.enabled === false) return 'remove';
  if (Object.values(given).every((value) => value === undefined)) return null;
  const host = given.host ?? present?.host;
  if (host === undefined || host === '') throw new InvalidInput([{ field: `${kind}_address`, problem: 'must name a mail server' }]);
  const security = given.security ?? present?.security ?? (kind === 'imap' ? 'tls' : 'starttls');
  const hasSecret = given.secret !== undefined ? given.secret !== '' : present?.hasSecret ?? false;
  return {
    host, security, port: given.port ?? present?.port ?? defaultPort(kind, security), userName: given.userName ?? present?.userName ?? '', auth: hasSecret ? 'password' : 'none',
    ...(given.secret === undefined ? {} : { secret: given.secret === '' ? null : given.secret }),
  };
}

function imapSecurity({ imap_enable_ssl: ssl }: MailboxKeys): ConnectionSecurity | undefined {
  return ssl === undefined ? undefined : ssl ? 'tls' : 'none';
}

function smtpSecurity({ smtp_enable_ssl_tls: tls, smtp_enable_starttls_auto: starttls }: MailboxKeys): ConnectionSecurity | undefined {
  if (tls === undefined && starttls === undefined) return undefined;
  return tls ? 'tls' : starttls === false ? 'none' : 'starttls';
}

function defaultPort(kind: ConnectionKind, security: ConnectionSecurity): number {
  if (kind === 'imap') return security === 'tls' ? 993 : 143;
  return security === 'tls' ? 465 : security === 'starttls' ? 587 : 25;
}
