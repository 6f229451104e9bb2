import { createHash } from 'node:crypto';
import { invalid } from '#core/kernel/index.ts';

/** The key that secrets are sealed with. `id`: four bytes of its hash, so that a value tells which key it wants. */
export interface SecretKey { readonly id: Buffer; readonly bytes: Buffer }

/** From 32 bytes written as 64 hex digits or as base64 (also URL-safe, with or without padding). */
export function parseSecretKey(text: string, source: string): SecretKey {
  const plain = text.trim();
  const bytes = /^[0-9a-f]{64}$/i.test(plain) ? Buffer.from(plain, 'hex')
    : /^[\w+/-]{43}=?$/.test(plain) ? Buffer.from(plain, 'base64') : null;
  if (bytes?.length !== 32) throw invalid(source, 'must be 32 random bytes as 64 hex digits or base64 (openssl rand -base64 32)');
  if (new Set(bytes).size < 8) throw invalid(source, 'is not random');
  return { bytes, id: createHash('sha256').update('patchbay key id\0').update(bytes).digest().subarray(0, 4) };
}
