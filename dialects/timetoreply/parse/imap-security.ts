import type { ConnectionSecurity } from '#core/channels/index.ts';

/** The document's example asks for "tls" on port 143, which is STARTTLS; on any other port it is TLS from the first byte. */
export function readSecurity(encryption: 'ssl' | 'tls' | 'starttls' | 'none', port: number): ConnectionSecurity {
  if (encryption === 'tls') return port === 143 ? 'starttls' : 'tls';
  return encryption === 'ssl' ? 'tls' : encryption;
}
