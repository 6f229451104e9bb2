import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, safe in a URL. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is kept of a secret. Plain sha256 is enough for 256 random bits (there is nothing to guess), and a unique index finds the row
 * without comparing secrets byte by byte.
 */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}

/** False for everything that cannot be a secret we gave out: `true`, objects, the empty string, megabytes. */
export function isSecretShaped(secret: unknown): secret is string {
  return typeof secret === 'string' && secret.length >= 20 && secret.length <= 200;
}
