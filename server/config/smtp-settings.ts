import { accessSync, constants } from 'node:fs';
import { parseHost, parseNetworks, parsePort } from './parse-network.ts';
import type { SettingReader } from './setting-reader.ts';

/** Where mail is taken by SMTP. */
export interface SmtpSettings {
  readonly port: number;
  readonly host: string;
  /** Networks of mail servers of ours that hand mail on. */
  readonly relays: readonly string[];
  /** For STARTTLS; null: it is not offered. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
}

/** Null: no port is set, so nobody listens. */
export function readSmtpSettings(settings: SettingReader): SmtpSettings | null {
  const port = settings.value('PATCHBAY_SMTP_PORT', { fallback: 0, parse: parsePort, example: '25' });
  const host = settings.value('PATCHBAY_SMTP_HOST', { fallback: '127.0.0.1', parse: parseHost, example: '0.0.0.0' });
  const relays = settings.value('PATCHBAY_SMTP_RELAYS', { fallback: [] as string[], parse: parseNetworks, example: '10.0.0.25' });
  const certFile = settings.value('PATCHBAY_SMTP_TLS_CERT', { fallback: null, parse: readable, example: '/etc/ssl/desk.pem' });
  const keyFile = settings.value('PATCHBAY_SMTP_TLS_KEY', {
    fallback: null,
    parse: (text) => {
      if (certFile === null) throw new Error('needs PATCHBAY_SMTP_TLS_CERT beside it');
      return readable(text);
    },
    example: '/etc/ssl/desk.key',
  });
  if (certFile !== null && keyFile === null) settings.problem('PATCHBAY_SMTP_TLS_CERT', 'needs PATCHBAY_SMTP_TLS_KEY beside it', '/etc/ssl/desk.pem');
  return port === 0 ? null : { port, host, relays, tls: certFile === null || keyFile === null ? null : { certFile, keyFile } };
}

function readable(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    return path;
  } catch (error) {
    throw new Error(`names the file "${path.slice(0, 200)}", which cannot be read`, { cause: error });
  }
}
