import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** Every TLS connection that this process opens (mail servers, token endpoints) trusts these as well (PATCHBAY_EXTRA_CA). */
export function trustExtraCa(certificates: readonly string[]): void {
  if (certificates.length > 0) setDefaultCACertificates([...getCACertificates('default'), ...certificates]);
}
