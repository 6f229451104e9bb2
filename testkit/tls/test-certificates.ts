import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export const testCaFile = fileURLToPath(new URL('./ca.pem', import.meta.url));

/** Paths of a certificate and its key. */
export function certificateFiles(name: 'mail' | 'other'): { readonly certFile: string; readonly keyFile: string } {
  const at = (file: string): string => fileURLToPath(new URL(`./${file}`, import.meta.url));
  return { certFile: at(`${name}.pem`), keyFile: at(`${name}.key`) };
}

export function readCertificate(name: 'mail' | 'other'): { readonly cert: Buffer; readonly key: Buffer } {
  const { certFile, keyFile } = certificateFiles(name);
  return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
}

/** This process trusts the CA from now on; the function returned ends that. */
export function trustTestCa(): () => void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, readFileSync(testCaFile, 'utf8')]);
  return () => setDefaultCACertificates(before);
}
