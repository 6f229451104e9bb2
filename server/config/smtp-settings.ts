import { parseHost, parseNetworks, parsePort } from './parse-network.ts';
import type { TlsFiles } from '../tls-files.ts';
import type { SettingReader } from './setting-reader.ts';
import { readTlsSettings } from './tls-settings.ts';

/** Where mail is taken by SMTP. */
export interface SmtpSettings {
  readonly port: number;
  readonly host: string;
  /** Networks of mail servers of ours that hand mail on. */
  readonly relays: readonly string[];
  /** For STARTTLS; null: it is not offered. */
  readonly tls: TlsFiles | null;
}

/** Null: no port is set, so nobody listens. */
export function readSmtpSettings(settings: SettingReader): SmtpSettings | null {
  const port = settings.value('PATCHBAY_SMTP_PORT', { fallback: 0, parse: parsePort, example: '25' });
  const host = settings.value('PATCHBAY_SMTP_HOST', { fallback: '127.0.0.1', parse: parseHost, example: '0.0.0.0' });
  const relays = settings.value('PATCHBAY_SMTP_RELAYS', { fallback: [] as string[], parse: parseNetworks, example: '10.0.0.25' });
  const tls = readTlsSettings(settings, 'PATCHBAY_SMTP_TLS_CERT', 'PATCHBAY_SMTP_TLS_KEY');
  return port === 0 ? null : { port, host, relays, tls };
}
