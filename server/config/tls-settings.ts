import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { readTlsFiles, type TlsFiles } from '../tls-files.ts';
import type { SettingReader } from './setting-reader.ts';

/** A certificate and its key in two settings: both or neither, readable, and of each other. Null: unset. */
export function readTlsSettings(settings: SettingReader, certSetting: string, keySetting: string): TlsFiles | null {
  const same = { fallback: null, parse: (text: string) => text };
  const certFile = settings.value(certSetting, { ...same, example: '/etc/ssl/desk.pem' });
  const keyFile = settings.value(keySetting, { ...same, example: '/etc/ssl/desk.key' });
  if (certFile === null && keyFile === null) return null;
  if (certFile === null || keyFile === null) {
    const [missing, other] = certFile === null ? [certSetting, keySetting] : [keySetting, certSetting];
    settings.problem(other, `needs ${missing} beside it`, other === certSetting ? '/etc/ssl/desk.pem' : '/etc/ssl/desk.key');
    return null;
  }
  try {
    readTlsFiles({ certFile, keyFile });
  } catch (error) {
    settings.problem(certSetting, `and ${keySetting} cannot be used: ${(error as Error).message.slice(0, 200)}`, '/etc/ssl/desk.pem');
  }
  return { certFile, keyFile };
}

/** The certificates of a PEM file, for `PATCHBAY_EXTRA_CA`. Throws with what is wrong. */
export function parseCaFile(path: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`names the file "${path.slice(0, 200)}", which cannot be read`, { cause: error });
  }
  const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Error('names a file without a certificate (PEM: -----BEGIN CERTIFICATE-----)');
  for (const pem of found) {
    try {
      void new X509Certificate(pem).fingerprint256;
    } catch (error) {
      throw new Error('names a file with a certificate that cannot be read', { cause: error });
    }
  }
  return found;
}
